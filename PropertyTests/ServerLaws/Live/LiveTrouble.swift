/// What keeps a law from being judged, and isn't its fault: nothing answers, the token has ended, the time is over.
public struct LiveTrouble: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
