/// A place in what we play; comes back when everything before it has been heard. On the wire `r<generation>:<number>`.
///
/// A clear makes the carrier return all pending marks at once, so a mark of a generation that was cleared doesn't mean
/// "heard". Source: Twilio Media Streams, `clear`.
public struct PlaybackMark: Hashable, Sendable {
  /// Counts the clears.
  public let generation: UInt32
  /// Counts the marks of a generation.
  public let number: UInt32

  /// The mark of this number in this generation.
  public init(generation: UInt32, number: UInt32) {
    self.generation = generation
    self.number = number
  }

  /// The mark that the carrier names so; `nil` for a name that isn't ours.
  public init?(name: some StringProtocol) {
    let parts = name.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard name.first == "r", parts.count == 2, let generation = UInt32(parts[0]), let number = UInt32(parts[1]) else {
      return nil
    }
    self.init(generation: generation, number: number)
  }

  /// The name on the wire.
  public var name: String { "r\(generation):\(number)" }
}
