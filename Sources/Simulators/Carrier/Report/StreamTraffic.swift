/// What went over media streams, in messages and bytes of audio.
public struct StreamTraffic: Equatable, Sendable {
  public internal(set) var framesSent = 0
  public internal(set) var mediaReceived = 0
  public internal(set) var bytesReceived = 0
  /// Frames sent more than one frame's time (20 ms of the call) after they were due: the load generator's own fault.
  public internal(set) var framesLate = 0

  static func += (sum: inout Self, more: Self) {
    sum.framesSent += more.framesSent
    sum.mediaReceived += more.mediaReceived
    sum.bytesReceived += more.bytesReceived
    sum.framesLate += more.framesLate
  }
}
