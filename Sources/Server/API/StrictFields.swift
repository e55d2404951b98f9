internal import FoundationEssentials
internal import Web

/// Reads a JSON object's members and refuses those that nobody asked for, naming the field that is wrong.
struct StrictFields {
  /// What is wrong with a body.
  struct Fault: Error {
    let problem: Problem

    init(_ detail: String, field: String? = nil) {
      problem = Problem(.badRequest, "Malformed body", detail: detail, field: field)
    }
  }

  /// Any member's name.
  struct Name: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private let container: KeyedDecodingContainer<Name>

  /// The members of the object that is being decoded; all others than `allowed` are a fault.
  init(_ decoder: any Decoder, allowed: Set<String>) throws {
    guard let container = try? decoder.container(keyedBy: Name.self) else { throw Fault("Expected a JSON object.") }
    let unknown = container.allKeys.map(\.stringValue).filter { !allowed.contains($0) }.min()
    // An unknown name is text from outside: shown when it looks like a name.
    if let unknown { throw Fault("This field is unknown.", field: StrayName.shown(unknown)) }
    self.container = container
  }

  /// Whether there is such a member, `null` or not.
  func has(_ name: String) -> Bool { container.contains(Name(stringValue: name)) }

  /// A member's value; `nil` for `null`.
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value? {
    try container.decodeIfPresent(type, forKey: Name(stringValue: name))
  }

  /// A member that must be there and must be text.
  func text(_ name: String) throws -> String {
    let key = Name(stringValue: name)
    guard container.contains(key) else { throw Fault("This field is missing.", field: name) }
    guard let text = try? container.decode(String.self, forKey: key) else {
      throw Fault("This field must be text.", field: name)
    }
    return text
  }

  /// A member that must be text; `nil` when it isn't there or `null`.
  func textIfThere(_ name: String) throws -> String? {
    let key = Name(stringValue: name)
    guard container.contains(key), (try? container.decodeNil(forKey: key)) == false else { return nil }
    return try text(name)
  }

  /// A member that must be a list of texts; `nil` when it isn't there or `null`.
  func textsIfThere(_ name: String) throws -> [String]? {
    let key = Name(stringValue: name)
    guard container.contains(key), (try? container.decodeNil(forKey: key)) == false else { return nil }
    return try texts(name)
  }

  /// A member that must be there and must be a list of texts.
  func texts(_ name: String) throws -> [String] {
    let key = Name(stringValue: name)
    guard container.contains(key) else { throw Fault("This field is missing.", field: name) }
    guard let texts = try? container.decode([String].self, forKey: key) else {
      throw Fault("This field must be a list of texts.", field: name)
    }
    return texts
  }

  /// A member that may be missing or `null`, and is text otherwise.
  func optionalText(_ name: String) throws -> String? { try optional(name, "This field must be text.") }

  /// A member that may be missing or `null`, and is `true` or `false` otherwise.
  func flag(_ name: String) throws -> Bool? { try optional(name, "This field must be true or false.") }

  /// A member that may be missing or `null`, and is a list of texts otherwise.
  func optionalTexts(_ name: String) throws -> [String]? { try optional(name, "This field must be a list of texts.") }

  /// A member that may be missing or `null`, and is an object otherwise, which names its own faults.
  func part<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value? {
    let key = Name(stringValue: name)
    guard container.contains(key), (try? container.decodeNil(forKey: key)) == false else { return nil }
    return try container.decode(type, forKey: key)
  }

  private func optional<Value: Decodable>(_ name: String, _ otherwise: String) throws -> Value? {
    let key = Name(stringValue: name)
    guard container.contains(key), (try? container.decodeNil(forKey: key)) == false else { return nil }
    guard let value = try? container.decode(Value.self, forKey: key) else { throw Fault(otherwise, field: name) }
    return value
  }

  /// A whole number within bounds; `nil` when it isn't there or `null`.
  func number(_ name: String, in bounds: ClosedRange<Int>) throws -> Int? {
    let key = Name(stringValue: name)
    guard container.contains(key), (try? container.decodeNil(forKey: key)) == false else { return nil }
    guard let number = try? container.decode(Int.self, forKey: key), bounds.contains(number) else {
      throw Fault("A whole number from \(bounds.lowerBound) to \(bounds.upperBound).", field: name)
    }
    return number
  }
}

extension StrictFields.Fault {
  fileprivate init(_ fault: JSONShape.Fault) {
    switch fault {
    case .notUTF8: self.init("The body is not UTF-8.")
    case .tooDeep: self.init("At most \(JSONShape.maximumDepth) lists and objects within each other.")
    case .repeated(let name): self.init("This field is given more than once.", field: StrayName.shown(name))
    case .zero: self.init("No text holds the character U+0000.")
    }
  }
}

extension Request {
  /// The body as a value; the response when it isn't one.
  func decoded<Body: Decodable>(_ type: Body.Type) -> Result<Body, ResponseFailure> {
    let mediaType = headers["Content-Type"]?.split(separator: ";").first?.lowercased().filter { $0 != " " }
    guard mediaType == "application/json" else {
      let problem = Problem(.unsupportedMediaType, "Unsupported media type", detail: "Send application/json.")
      return .failure(ResponseFailure(response: problem.response(to: self)))
    }
    if let fault = JSONShape.fault(in: body).map(StrictFields.Fault.init) {
      return .failure(ResponseFailure(response: fault.problem.response(to: self)))
    }
    do {
      return .success(try JSONDecoder().decode(type, from: Data(body)))
    } catch let fault as StrictFields.Fault {
      return .failure(ResponseFailure(response: fault.problem.response(to: self)))
    } catch {
      let problem = StrictFields.Fault("The body is not valid JSON.").problem
      return .failure(ResponseFailure(response: problem.response(to: self)))
    }
  }
}

/// The answer to a request that can't be understood.
struct ResponseFailure: Error {
  let response: Response
}
