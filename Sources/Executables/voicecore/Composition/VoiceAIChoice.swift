import CallRuntime
import Logging
import NIOCore
import OfflineSpeech
import OpenAI
import VoiceCore

/// Gives the reception the voice AIs that the settings name, in their order.
enum VoiceAIChoice {
  /// What the choice needs of the deployment.
  struct Means {
    let speech: any SpeechSynthesizer
    /// Understands callers of the offline receptionist; `nil` leaves them the keys.
    let ears: (any SpeechRecognizer)?
    let realtime: OpenAILimits
    let chain: ReceptionistChain.Limits
    let eventLoops: any EventLoopGroup
    let time: any TimeSource
    let chance: Chance
    let breaking: CircuitBreaker.Rule
    let log: Logger
  }

  static func voiceAI(for settings: Settings, _ means: Means) throws -> RuntimeVoiceAI {
    // What is in this process needs nobody who watches over answers.
    guard settings.ai != [.offline] else { return offline(means) }
    let speech = means.speech
    return ReceptionistChain(
      try settings.ai.map { try member($0, of: settings, means) },
      prompts: Prompts { text, language in try? await speech.speech(for: text, in: language).chunks },
      limits: means.chain, log: means.log)
  }

  /// One of them by itself, for whoever tries whether it can be had.
  static func single(_ name: Settings.AI, of settings: Settings, _ means: Means) throws -> RuntimeVoiceAI {
    guard name == .openAIRealtime, let account = settings.realtimeAI else {
      return offline(means)
    }
    do throws(OpenAIRealtimeSettings.Unusable) {
      return OpenAIRealtime(
        try OpenAIRealtimeSettings(account), eventLoopGroup: means.eventLoops, log: means.log, limits: means.realtime,
        chance: means.chance)
    } catch {
      throw SettingProblems(problems: [SettingProblem("OPENAI_*", error.description)])
    }
  }

  private static func offline(_ means: Means) -> OfflineReceptionist {
    OfflineReceptionist(synthesizer: means.speech, recognizer: means.ears) { [log = means.log] entries, departments in
      let names = entries.map(\.description) + departments.map(\.description)
      log.info(
        "to be had by key alone: a word has no pronunciation, or two choices have the same words",
        metadata: ["entries": "\(names.joined(separator: " "))"])
    }
  }

  private static func member(
    _ name: Settings.AI, of settings: Settings, _ means: Means
  ) throws -> ReceptionistChain.Member {
    // What is in this process is never down.
    let gate =
      name == .offline
      ? ServiceGate.open
      : Breaker(of: name.rawValue, means.breaking, time: means.time, log: means.log).gate
    // The offline receptionist's ears pass over sounds that aren't words; the watch over answers would wait for one.
    return ReceptionistChain.Member(
      name.rawValue, try single(name, of: settings, means), gate: gate, hearsSpeech: name != .offline)
  }
}

extension OpenAIRealtimeSettings {
  /// What the account's settings leave open is the adapter's default.
  init(_ account: Settings.RealtimeAI) throws(Unusable) {
    try self.init(
      apiKey: account.apiKey, url: account.url ?? Self.defaultURL, model: account.model ?? Self.defaultModel,
      batchMilliseconds: account.batchMilliseconds ?? 20)
  }
}
