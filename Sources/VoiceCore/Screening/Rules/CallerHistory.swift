/// What a caller did before, as far as rules ask about it.
public struct CallerHistory: Equatable, Sendable {
  /// How long ago each of the caller's latest calls came, the present one (0) among them.
  public let secondsAgo: [Int]
  /// Reports of staff.
  public let reports: Int

  /// A history of these calls and reports.
  public init(secondsAgo: [Int] = [], reports: Int = 0) {
    self.secondsAgo = secondsAgo
    self.reports = reports
  }

  func meets(_ rule: RepeatedCalls) -> Bool {
    secondsAgo.count { $0 <= rule.withinSeconds } >= rule.atLeast
  }

  func meets(_ rule: CallerReports) -> Bool { reports >= rule.atLeast }
}
