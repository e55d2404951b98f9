internal import VoiceCore
internal import Web

extension StrictFields {
  /// A member that is a value of its own; `nil` when it isn't there or `null`. What is wrong inside is named by the path.
  func valueIfThere<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value? {
    try change(name, as: type) ?? nil
  }

  /// A member that may be cleared: `nil` when it isn't there, `.some(nil)` when it is `null`.
  func change<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value?? {
    guard has(name) else { return nil }
    do {
      return .some(try decodeIfPresent(type, name))
    } catch let fault as Fault {
      throw fault.within(name)
    } catch {
      throw Fault("This field isn't of the right kind.", field: name)
    }
  }

  /// A text that may be cleared.
  func textChange(_ name: String) throws -> String?? { try change(name, as: String.self) }

  /// `true` or `false`; `nil` when it isn't there or `null`.
  func flagIfThere(_ name: String) throws -> Bool? { try valueIfThere(name, as: Bool.self) }

  /// A whole number, within whatever bounds the core has; `nil` when it isn't there or `null`.
  func integerIfThere(_ name: String) throws -> Int? { try valueIfThere(name, as: Int.self) }
}

extension StrictFields.Fault {
  /// The same, of a field below another.
  fileprivate func within(_ name: String) -> Self {
    Self(problem.detail ?? "", field: problem.field.map { "\(name)/\($0)" } ?? name)
  }

  /// A member that must be there.
  static func missing(_ name: String) -> APIFault { .problem(Self("This field is missing.", field: name).problem) }
}

extension APIFault {
  /// An identifier that a body holds.
  static func id<Subject>(_ text: String, of subject: Subject.Type, in field: String) throws(APIFault)
    -> Identifier<Subject>
  {
    guard let id = Identifier<Subject>(text) else { throw .field(field, "An identifier, a UUID.") }
    return id
  }

  /// A number that a body holds.
  static func number(_ text: String, in field: String) throws(APIFault) -> PhoneNumber {
    guard let number = PhoneNumber(text) else { throw .field(field, "An E.164 number like +14155550100.") }
    return number
  }

  /// An extension that a body holds.
  static func `extension`(_ text: String) throws(APIFault) -> Extension {
    do throws(RefusedSetting) { return try Extension(text) } catch { throw APIFault(error) }
  }

  /// A setting that the core refuses; `path` is what it stands below.
  init(_ refused: RefusedSetting, below path: String = "") {
    let field = path.isEmpty ? refused.field : "\(path)/\(refused.field)"
    switch refused.reason {
    case .taken: self = .problem(Problem(.conflict, "Taken", detail: "\(refused.reason)", field: field))
    default: self = .field(field, "\(refused.reason)")
    }
  }

  /// What each refusal of the routing's use cases is over HTTP.
  init(_ failure: RoutingFailure) {
    switch failure {
    case .refused(let setting): self.init(setting)
    case .inUse(let use):
      self = .problem(Problem(.conflict, "In use", detail: Self.advice(on: use), field: use.rawValue))
    case .tooManySessions:
      self = .problem(
        Problem(
          .conflict, "Too many sessions",
          detail: "At most \(DeskSessions.maximum) at once; one lapses without refresh.",
          field: "session"))
    case .changedMeanwhile: self = .changedMeanwhile
    case .forbidden: self = .forbidden
    case .notFound: self = .notFound
    case .unavailable: self = .unavailable
    case .damaged: self = .damaged
    }
  }

  private static func advice(on use: RoutingFailure.Use) -> String {
    switch use {
    case .children: "Departments stand below it; move them first."
    case .agents: "Agents work there and nowhere else; move them first."
    case .waitingCallers: "Callers wait in it; try again when they are served."
    }
  }
}
