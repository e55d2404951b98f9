package import NIOCore

/// What a caller sends turn by turn, and what it makes of what comes back. Confined to its event loop.
package protocol LoadCaller: AnyObject {
  /// The message of this turn.
  /// - Parameter sequence: the stream's message counter.
  func message(turn: Int, sequence: Int, due: NIODeadline, at now: NIODeadline) -> ByteBuffer
  /// A message's audio, in base64.
  func heard(_ text: UnsafeRawBufferPointer, at now: NIODeadline)
  /// What had not been played was dropped.
  func cleared(at now: NIODeadline)
  /// The run is over: what should have happened by now and hasn't is told.
  func settle(at now: NIODeadline)
}
