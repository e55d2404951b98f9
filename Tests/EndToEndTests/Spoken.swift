import ServerLaws
import Simulators
import VoiceCoreCommand

extension CallScript {
  /// A caller of the demo tenant who does this, several times faster than life.
  static func spoken(_ steps: [Step], faults: [CallFault] = [], pace: Pace = .times(8)) -> CallScript {
    CallScript(
      caller: "+15550100104", dialled: DemoTenant.line, steps: steps, faults: faults, pace: pace, bound: .seconds(40),
      patience: .seconds(10))
  }
}

extension RealtimeAIConfiguration {
  /// A model that answers so, at once.
  static func spoken(
    _ turns: [RealtimeAIScript.Turn], opening: [RealtimeAIOpeningFault] = [], opening2: [RealtimeAIOpeningFault] = []
  ) -> RealtimeAIConfiguration {
    RealtimeAIConfiguration(
      apiKey: LiveServer.realtimeKey, behaviour: { _ in .script(RealtimeAIScript(turns: turns)) },
      opening: { $0 == 1 ? opening : opening2 }, voice: { Spoken.audio($0) }, pace: SpeakingPace(speed: 0))
  }
}

extension CallReport {
  /// What the carrier's own voice said.
  var said: [String] { timeline.compactMap { if case .said(let text) = $0.event { text } else { nil } } }
}
