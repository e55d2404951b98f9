public import NIOCore
internal import VoiceCore

/// The bounds of work with an S3 store.
public struct S3Limits: Sendable {
  /// The largest object, in bytes, in both directions: the same as in files by default.
  public var size = FileObjects.defaultSizeLimit
  /// How many orders may be under way; more are `.unavailable`.
  public var underWay = 64
  /// How often an order is tried in all while the trouble may pass.
  public var tries = 3
  /// The longest pause after the first try; each later one may be twice as long. How long it really is, chance decides.
  public var firstPause: Duration = .milliseconds(400)
  /// How long the store may take to begin its answer.
  public var patience: TimeAmount = .seconds(60)
  /// How long it may be silent, and how long a connection may take.
  public var silence: TimeAmount = .seconds(15)

  /// The default bounds.
  public init() {}

  var backOff: BackOff { BackOff(first: firstPause, longest: firstPause * 256, tries: tries) }
}
