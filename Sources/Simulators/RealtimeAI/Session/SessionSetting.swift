/// What a session is given by the handshake that led to it.
package struct SessionSetting: Sendable {
  /// What an open socket is told before it is closed with 4000.
  package struct Rejection: Equatable, Sendable {
    let code: String
    let message: String

    package static let betaShape = Self(
      code: "beta_api_shape_disabled",
      message: "The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API.")
    package static let unknownModel = Self(
      code: "model_not_found", message: "The model does not exist or you do not have access to it.")
    package static let missingModel = Self(
      code: "missing_model", message: "You must provide a model parameter.")
  }

  /// From 1.
  let number: Int
  let model: String
  /// Unix time in seconds.
  let startedAt: Int
  let seed: UInt64
  let behaviour: RealtimeAIBehaviour
  let opening: [RealtimeAIOpeningFault]
  let voice: @Sendable (String) -> [UInt8]
  let pace: SpeakingPace
  let rejection: Rejection?

  package init(
    number: Int = 1, model: String = "gpt-realtime-2.1", startedAt: Int = 0, seed: UInt64 = 1,
    behaviour: RealtimeAIBehaviour, opening: [RealtimeAIOpeningFault] = [],
    voice: @escaping @Sendable (String) -> [UInt8] = { ToneVoice.speak($0) }, pace: SpeakingPace = .init(),
    rejection: Rejection? = nil
  ) {
    self.number = number
    self.model = model
    self.startedAt = startedAt
    self.seed = seed
    self.behaviour = behaviour
    self.opening = opening
    self.voice = voice
    self.pace = pace
    self.rejection = rejection
  }
}
