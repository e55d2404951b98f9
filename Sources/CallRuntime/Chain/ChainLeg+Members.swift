package import MediaBridge
package import NIOCore
package import VoiceCore

extension ChainLeg {
  /// What the leg must know of a member.
  package struct Member {
    let name: String
    let hearsSpeech: Bool

    /// One of the chain.
    package init(name: String, hearsSpeech: Bool) {
      self.name = name
      self.hearsSpeech = hearsSpeech
    }
  }

  /// A member who has joined.
  package struct Seated: Sendable {
    let index: Int
    let seat: ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>>
    let tell: @Sendable (ServiceGate.Outcome) -> Void

    /// - Parameter tell: hears what came of having asked the provider.
    package init(
      index: Int, seat: ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>>,
      tell: @escaping @Sendable (ServiceGate.Outcome) -> Void
    ) {
      self.index = index
      self.seat = seat
      self.tell = tell
    }
  }
}
