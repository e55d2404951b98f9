/// How the simulated model behaves in one session.
public enum RealtimeAIBehaviour: Sendable {
  /// Sends each append back at once, for load runs.
  case echo(EchoStyle = .init())
  /// Answers whoever speaks, for load runs.
  case talk(TalkStyle = .init())
  /// Does what it is told, for demos and tests.
  case script(RealtimeAIScript)
}
