/// The account and the models that the simulated realtime AI has, and how it behaves in each session.
public struct RealtimeAIConfiguration: Sendable {
  /// What a client that asks for an unknown model is told.
  public enum UnknownModel: Equatable, Sendable {
    /// 404 at the handshake.
    case refused
    /// An `error` event with code `model_not_found`, then close 4000.
    case told
  }

  /// The key that must stand behind `Bearer`; any other reads 401.
  public var apiKey: String
  /// The models that there are.
  public var models: Set<String>
  public var unknownModel: UnknownModel
  /// Decides delays and the size of deltas; session n draws from this seed and n.
  public var seed: UInt64
  /// How session n behaves, counted from 1 in the order of connecting, refused handshakes included. Called on event
  /// loops.
  public var behaviour: @Sendable (_ session: Int) -> RealtimeAIBehaviour
  /// What goes wrong before the first turn of session n.
  public var opening: @Sendable (_ session: Int) -> [RealtimeAIOpeningFault]
  /// A text as μ-law, 8 kHz. Called on event loops, so it must be quick.
  public var voice: @Sendable (String) -> [UInt8]
  /// How fast audio is made.
  public var pace: SpeakingPace
  /// The port on 127.0.0.1; 0 takes any that is free.
  public var port: Int

  /// A tone of 60 ms per character, mean level 0.2.
  public static let tone: @Sendable (String) -> [UInt8] = { ToneVoice.speak($0) }

  /// An account with these; the default voice is a tone of 60 ms per character and a mean level of 0.2.
  public init(
    apiKey: String, models: Set<String> = ["gpt-realtime-2.1", "gpt-realtime-2.1-mini"],
    unknownModel: UnknownModel = .refused, seed: UInt64 = 1,
    behaviour: @escaping @Sendable (_ session: Int) -> RealtimeAIBehaviour,
    opening: @escaping @Sendable (_ session: Int) -> [RealtimeAIOpeningFault] = { _ in [] },
    voice: @escaping @Sendable (String) -> [UInt8] = RealtimeAIConfiguration.tone, pace: SpeakingPace = .init(),
    port: Int = 0
  ) {
    self.apiKey = apiKey
    self.models = models
    self.unknownModel = unknownModel
    self.seed = seed
    self.behaviour = behaviour
    self.opening = opening
    self.voice = voice
    self.pace = pace
    self.port = port
  }
}
