/// So many calls of one caller within a span, the present one among them.
public struct RepeatedCalls: Hashable, Sendable, Codable {
  /// How many may be asked for; `CallerTrack` remembers no more.
  public static let counts = 2...20
  /// How long ago the first of them may be, in seconds: a minute to a day.
  public static let spansSeconds = 60...86_400

  public let atLeast: Int
  public let withinSeconds: Int

  /// `nil` outside `counts` and `spansSeconds`.
  public init?(atLeast: Int, withinSeconds: Int) {
    guard Self.counts.contains(atLeast), Self.spansSeconds.contains(withinSeconds) else { return nil }
    self.atLeast = atLeast
    self.withinSeconds = withinSeconds
  }
}

/// So many reports of staff against one caller.
public struct CallerReports: Hashable, Sendable, Codable {
  /// How many may be asked for.
  public static let counts = 1...1000

  public let atLeast: Int

  /// `nil` outside `counts`.
  public init?(atLeast: Int) {
    guard Self.counts.contains(atLeast) else { return nil }
    self.atLeast = atLeast
  }
}
