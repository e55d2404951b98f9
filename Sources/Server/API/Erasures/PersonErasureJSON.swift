internal import VoiceCore

/// An erasure as the tenant's administrators see it: nothing of the person but a keyed digest of the number.
struct PersonErasureJSON: Encodable {
  let erasure: PersonErasure

  /// Every word for how one stands.
  static let states = ["erasing", "erased"]

  private enum CodingKeys: String, CodingKey {
    case id, person, status, statement
    case createdAt = "created_at"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(erasure.id.description, forKey: .id)
    try container.encode(erasure.person.hex, forKey: .person)
    try container.encode(Self.states[erasure.isOpen ? 0 : 1], forKey: .status)
    try container.encode(erasure.askedAt.description, forKey: .createdAt)
    try container.encode(erasure.statement.map(PersonStatementJSON.init), forKey: .statement)
  }
}

/// What was erased, under the deployment's signature; bytes in hexadecimal.
private struct PersonStatementJSON: Encodable {
  let signed: SignedPersonErasure

  private enum CodingKeys: String, CodingKey {
    case counts, signature
    case at = "erased_at"
    case key = "public_key"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(signed.statement.at.description, forKey: .at)
    try container.encode(signed.statement.counts.map(ErasedCountJSON.init), forKey: .counts)
    try container.encode(AuditHash(signed.signature.publicKey).description, forKey: .key)
    try container.encode(AuditHash(signed.signature.bytes).description, forKey: .signature)
  }
}

/// How many rows of a table went or were blanked.
struct ErasedCountJSON: Encodable {
  let table: String
  let rows: Int

  init(_ count: ErasureStatement.Count) { (table, rows) = (count.table, count.rows) }
}

/// The body that asks for an erasure.
struct NewPersonErasureBody: Decodable {
  let phoneNumber: String

  init(from decoder: any Decoder) throws {
    phoneNumber = try StrictFields(decoder, allowed: ["phone_number"]).text("phone_number")
  }
}
