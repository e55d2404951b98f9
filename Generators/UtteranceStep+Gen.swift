public import PropertyTesting
public import VoiceCore

/// One thing that a provider tells of the turns of a dialogue, as it may come: late, out of order, repeated, unknown.
public enum UtteranceStep: Equatable, Sendable {
  case begins(Int, Utterance.Speaker)
  case words(Int, String)
  case noWords(Int)

  /// The turn that it is about.
  public var turn: Int {
    switch self {
    case .begins(let turn, _), .words(let turn, _), .noWords(let turn): turn
    }
  }

  /// What was said, if that is what it tells.
  public var words: String? { if case .words(_, let text) = self { text } else { nil } }
}

extension Gen where Value == [UtteranceStep] {
  /// Up to 24 steps over seven turns, most of which begin before their words come.
  public static var fastSpeech: Gen {
    .array(
      of: .weighted([
        (
          5,
          zip(Gen<Int>.int(1...7), Gen<Utterance.Speaker>.element(of: [.caller, .caller, .receptionist]))
            .map(UtteranceStep.begins)
        ),
        (5, zip(Gen<Int>.int(1...7), Gen<Int>.int(1...3)).map { .words($0, "words \($1) of turn \($0)") }),
        (1, Gen<Int>.int(1...7).map(UtteranceStep.noWords)),
      ]), count: 0...24)
  }
}
