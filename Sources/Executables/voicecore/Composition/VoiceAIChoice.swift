import CallRuntime
import Logging
import NIOCore
import OfflineSpeech
import OpenAI

/// Gives the reception the voice AI that the settings name.
enum VoiceAIChoice {
  static func voiceAI(
    for settings: Settings, speech: any SpeechSynthesizer, limits: OpenAILimits, eventLoops: any EventLoopGroup,
    log: Logger
  ) throws -> RuntimeVoiceAI {
    guard settings.ai == .openAIRealtime, let account = settings.realtimeAI else {
      return OfflineReceptionist(synthesizer: speech)
    }
    do throws(OpenAIRealtimeSettings.Unusable) {
      return OpenAIRealtime(try OpenAIRealtimeSettings(account), eventLoopGroup: eventLoops, log: log, limits: limits)
    } catch {
      throw SettingProblems(problems: [SettingProblem("OPENAI_*", error.description)])
    }
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
