public import NIOCore

/// Joins the caller's frames on their way to the model, so that fewer messages go there, at the price of the time for which
/// the first of them waits. Source: settled contradiction 12; by default nothing is joined, and every frame goes as it came.
///
/// Without I/O: whoever owns it gives each frame to `add`, and takes what waits when `due` has come.
public struct FrameBatch: Sendable {
  /// How long a batch may be, in milliseconds: one frame, to five.
  public static let milliseconds = 20...100

  private let bytes: Int
  private let span: TimeAmount
  private var waiting: [UInt8] = []
  /// When what waits has to go, however little it is; `nil` while nothing waits.
  public private(set) var due: NIODeadline?

  /// Batches of so many milliseconds; others than `milliseconds` are brought into that range.
  public init(milliseconds: Int) {
    let length = min(max(milliseconds, Self.milliseconds.lowerBound), Self.milliseconds.upperBound)
    bytes = length * AudioChunk.bytesPerSecond / 1000
    span = .milliseconds(Int64(length))
    waiting.reserveCapacity(bytes)
  }

  /// One more frame. The answer is what goes now; a frame that needn't wait for another goes untouched.
  public mutating func add(_ frame: AudioChunk, at now: NIODeadline) -> AudioChunk? {
    if waiting.isEmpty, frame.byteCount >= bytes { return frame }
    guard frame.byteCount > 0 else { return take(at: now) }
    if due == nil { due = now + span }
    waiting += frame.muLaw
    return waiting.count >= bytes ? takeAll() : take(at: now)
  }

  /// What waits, when its time has come.
  public mutating func take(at now: NIODeadline) -> AudioChunk? {
    guard let due, due <= now else { return nil }
    return takeAll()
  }

  private mutating func takeAll() -> AudioChunk? {
    defer { waiting.removeAll(keepingCapacity: true) }
    due = nil
    return AudioChunk(muLaw: waiting)
  }
}
