import CallRuntime
import EmbeddedStore
import Logging
import MediaBridge
import NIOCore
import NIOPosix
import OfflineSpeech
import OpenAI
import Sealing
import VoiceCore

/// Whether the voice AI that the settings name can be had: opens a session as a call would, and closes it again. No audio
/// is sent, so it costs nothing.
public enum VoiceAICheck {
  /// What is wrong and what would help; `nil` when a session stood.
  public static func problem(with settings: Settings) async -> String? {
    let loops = MultiThreadedEventLoopGroup.singleton
    do {
      let means = VoiceAIChoice.Means(
        speech: EspeakSynthesizer(), ears: nil, realtime: OpenAILimits(), chain: ReceptionistChain.Limits(),
        eventLoops: loops,
        time: SystemTime(), chance: .system, breaking: CircuitBreaker.Rule(),
        log: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() })
      // One by itself: who stands in for it would hide its trouble.
      let name: Settings.AI = settings.ai.contains(.openAIRealtime) ? .openAIRealtime : .offline
      let voiceAI = try VoiceAIChoice.single(name, of: settings, means)
      let brief = ReceptionistBrief(company: "a check", language: .english, knowledge: [], departments: [])
      let seat = try await voiceAI.join(brief, at: loops.next()) { _ in }
      try await seat.leg.eventLoop.submit { seat.leg.value.leave(at: 0) }.get()
      return nil
    } catch VoiceAIFailure.notAvailable {
      return "the provider refuses the key, the model or the session; check OPENAI_API_KEY and OPENAI_REALTIME_MODEL"
    } catch VoiceAIFailure.unreachable {
      return "no session came about; check the network and OPENAI_REALTIME_URL"
    } catch {
      return "\(error)"
    }
  }
}
