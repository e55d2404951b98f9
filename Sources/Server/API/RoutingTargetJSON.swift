internal import VoiceCore

/// Where a call can go, as `{"type": "department", "id": "…"}`.
struct RoutingTargetJSON: Codable, Sendable {
  enum Kind: String, CaseIterable { case agent, department, queue, voicemail, outside, receptionist, farewell }

  private let kind: String
  private let id: String?
  private let number: String?

  init(_ target: RoutingTarget) {
    var id: String?
    var number: String?
    let kind: Kind
    switch target {
    case .agent(let agent): (kind, id) = (.agent, agent.description)
    case .department(let department): (kind, id) = (.department, department.description)
    case .queue(let department): (kind, id) = (.queue, department.description)
    case .voicemail(let department): (kind, id) = (.voicemail, department?.description)
    case .outside(let outside): (kind, number) = (.outside, outside.e164)
    case .receptionist: kind = .receptionist
    case .farewell: kind = .farewell
    }
    self.kind = kind.rawValue
    self.id = id
    self.number = number
  }

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["type", "id", "number"])
    kind = try fields.text("type")
    id = try fields.textIfThere("id")
    number = try fields.textIfThere("number")
  }

  private enum CodingKeys: String, CodingKey {
    case id, number
    case kind = "type"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(id, forKey: .id)
    try container.encode(number, forKey: .number)
  }

  /// The target, of which no part is missing and none is too much.
  func target(in field: String) throws(APIFault) -> RoutingTarget {
    guard let kind = Kind(rawValue: kind) else {
      throw .field("\(field)/type", "One of \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard kind == .outside || number == nil else { throw .field("\(field)/number", "For outside numbers only.") }
    switch kind {
    case .agent: return .agent(try APIFault.id(try needed(in: field), of: Agent.self, in: "\(field)/id"))
    case .department: return .department(try department(in: field))
    case .queue: return .queue(try department(in: field))
    case .voicemail: return .voicemail(id == nil ? nil : try department(in: field))
    case .outside:
      try requireNoID(in: field)
      return .outside(try APIFault.number(number ?? "", in: "\(field)/number"))
    case .receptionist:
      try requireNoID(in: field)
      return .receptionist
    case .farewell:
      try requireNoID(in: field)
      return .farewell
    }
  }

  private func department(in field: String) throws(APIFault) -> Department.ID {
    try APIFault.id(try needed(in: field), of: Department.self, in: "\(field)/id")
  }

  private func needed(in field: String) throws(APIFault) -> String {
    guard let id else { throw .field("\(field)/id", "Whom it leads to, a UUID.") }
    return id
  }

  private func requireNoID(in field: String) throws(APIFault) {
    guard id == nil else { throw .field("\(field)/id", "Not for this type.") }
  }
}

extension RoutingTargetJSON? {
  /// The target of a field that may be cleared.
  func target(in field: String) throws(APIFault) -> RoutingTarget? {
    guard let self else { return nil }
    return try self.target(in: field)
  }
}
