public import NIOCore

/// A carrier's stream that has begun and wants to be joined to its call.
public struct CallerArrival: Sendable {
  /// The one-time token that it brought; untrusted.
  public let token: String
  /// The carrier's name for the call; untrusted.
  public let carrierCall: String
  /// The leg, to be touched on its event loop only.
  public let leg: NIOLoopBound<any CallerLeg>

  /// An arrival of these parts.
  public init(token: String, carrierCall: String, leg: NIOLoopBound<any CallerLeg>) {
    self.token = token
    self.carrierCall = carrierCall
    self.leg = leg
  }
}
