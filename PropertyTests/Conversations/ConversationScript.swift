public import VoiceCore

/// A caller as data: what they say, press and wait for, and what must come of it. Read from JSON.
public struct ConversationScript: Equatable, Sendable {
  /// One thing that the caller does. Each begins when the receptionist has finished, but for an interruption.
  public enum Step: Equatable, Sendable {
    case say(String)
    case press(DialKey)
    /// Says and does nothing for so many seconds.
    case silent(Int)
    /// Says this while the receptionist speaks.
    case interrupt(String)
    case hangUp
  }

  /// What must come of it.
  public struct Expectation: Equatable, Sendable {
    /// The questions of the entries that were answered, in order.
    public let answered: [String]
    /// Why the caller was handed to a person; `nil`: they must not be.
    public let transfer: TransferReason?
    /// To which department; `nil` for customer service, or where nobody is handed over.
    public let department: String?
    /// What ended the call.
    public let ended: Ending.Cause?
    /// What the receptionist must not say, in whatever case.
    public let neverSays: [String]
    /// What the transcript must not hold.
    public let neverKeeps: [String]
  }

  public let name: String
  /// What kind of caller it is: patient, angry, foreign …
  public let caller: String
  public let steps: [Step]
  public let expect: Expectation

  /// The most steps of a script.
  public static let maximumSteps = 100
  /// The longest silence, in seconds.
  public static let longestSilence = 3600
}

extension ConversationScript: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable { case name, caller, steps, expect }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(knowing: CodingKeys.self)
    name = try fields.decode(String.self, forKey: .name)
    caller = try fields.decode(String.self, forKey: .caller)
    steps = try fields.decode([Step].self, forKey: .steps)
    expect = try fields.decode(Expectation.self, forKey: .expect)
    guard (1...Self.maximumSteps).contains(steps.count) else {
      throw DecodingError.dataCorruptedError(
        forKey: .steps, in: fields, debugDescription: "expected 1 to \(Self.maximumSteps) steps")
    }
  }
}

extension ConversationScript.Step: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case say, press, silent, interrupt
    case hangUp = "hang_up"
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(knowing: CodingKeys.self)
    guard fields.allKeys.count == 1, let key = fields.allKeys.first else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "a step is one of say, press, silent, interrupt, hang_up"))
    }
    func wrong(_ what: String) -> DecodingError {
      DecodingError.dataCorruptedError(forKey: key, in: fields, debugDescription: what)
    }
    switch key {
    case .say: self = .say(try fields.decode(String.self, forKey: key))
    case .interrupt: self = .interrupt(try fields.decode(String.self, forKey: key))
    case .press:
      let text = try fields.decode(String.self, forKey: key)
      guard text.count == 1, let sign = text.first, let pressed = DialKey(sign) else {
        throw wrong("expected one key, 0 to 9, * or #")
      }
      self = .press(pressed)
    case .silent:
      let seconds = try fields.decode(Int.self, forKey: key)
      guard (1...ConversationScript.longestSilence).contains(seconds) else {
        throw wrong("expected 1 to \(ConversationScript.longestSilence) seconds")
      }
      self = .silent(seconds)
    case .hangUp:
      guard try fields.decode(Bool.self, forKey: key) else { throw wrong("expected true") }
      self = .hangUp
    }
  }
}

extension ConversationScript.Expectation: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case answered, transfer, department, ended
    case neverSays = "never_says"
    case neverKeeps = "never_keeps"
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(knowing: CodingKeys.self)
    answered = try fields.decodeIfPresent([String].self, forKey: .answered) ?? []
    transfer = try fields.decodeIfPresent(TransferReason.self, forKey: .transfer)
    department = try fields.decodeIfPresent(String.self, forKey: .department)
    ended = try fields.decodeIfPresent(Ending.Cause.self, forKey: .ended)
    neverSays = try fields.decodeIfPresent([String].self, forKey: .neverSays) ?? []
    neverKeeps = try fields.decodeIfPresent([String].self, forKey: .neverKeeps) ?? []
  }
}

extension Decoder {
  /// A container that has no other keys than these: a script with a slip of the pen would expect nothing.
  fileprivate func container<Keys: CodingKey & CaseIterable>(
    knowing keys: Keys.Type
  ) throws -> KeyedDecodingContainer<Keys> {
    let known = Set(keys.allCases.map(\.stringValue))
    for key in try container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: codingPath,
          debugDescription: "\(key.stringValue) is none of \(known.sorted().joined(separator: ", "))"))
    }
    return try container(keyedBy: keys)
  }
}

private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
