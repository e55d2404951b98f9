/// What is known of a caller when rules are asked.
public struct ScreeningSample: Equatable, Sendable {
  public var caller: Caller
  /// The caller's name, when the carrier looks it up.
  public var name: String?
  /// What the caller said so far, utterance by utterance.
  public var said: [String]
  public var history: CallerHistory

  /// A sample of these parts.
  public init(caller: Caller, name: String? = nil, said: [String] = [], history: CallerHistory = CallerHistory()) {
    self.caller = caller
    self.name = name
    self.said = said
    self.history = history
  }
}
