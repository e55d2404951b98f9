internal import VoiceCore
internal import Web

/// The client's name for a request that it may send again: `Idempotency-Key`. One bearer's keys are no other bearer's.
/// Source: draft-ietf-httpapi-idempotency-key-header.
struct IdempotencyKey {
  static let header = "Idempotency-Key"
  /// Characters of a key.
  static let length = 1...255
  /// Said in an answer that was given before.
  static let repeated = "Idempotency-Replayed"

  let text: String

  /// The key of a request; `nil` for a request without one.
  static func read(from request: Request) -> Result<IdempotencyKey?, APIFault> {
    let fields = request.headers.all(header)
    guard let text = fields.first else { return .success(nil) }
    let isVisible = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    guard fields.count == 1, length.contains(text.utf8.count), isVisible else {
      return .failure(
        .problem(
          Problem(
            .badRequest, "Malformed key", detail: "One key of 1 to 255 visible ASCII characters, best a UUID.",
            field: header, in: .header)))
    }
    return .success(IdempotencyKey(text: text))
  }

  /// By what the answer is found.
  func place(of bearer: Bearer, by keyed: KeyedDigest) -> TokenDigest {
    let who =
      switch bearer {
      case .user(let id, _, _): "user \(id)"
      case .key(let id, _, _): "key \(id)"
      }
    return keyed.digest("idempotency key|\(who)|\(text)")
  }

  /// What was asked: another body or path is another request.
  static func fingerprint(of request: Request, by keyed: KeyedDigest) -> TokenDigest {
    // A length before what may hold anything, so that no two requests give one text.
    keyed.digest(
      "idempotent request|\(request.method.rawValue) \(request.target.utf8.count) \(request.target)|"
        + String(decoding: request.body, as: UTF8.self))
  }

  /// How it is described.
  static let parameter = Operation.Parameter(
    header, in: .header,
    "A name for this request, best a UUID: sent again with it within a day, it is answered alike and done once.",
    schema: #"{"type":"string","minLength":1,"maxLength":255}"#)
  static let answers: [Operation.Answer] = [
    .init(400, "The key is malformed."), .init(409, "The request with this key is under way."),
    .init(422, "The key was given to another request."),
  ]
}
