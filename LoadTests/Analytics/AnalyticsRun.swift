import Generators
public import VoiceCore

/// Asks for the figures of a tenant's year in the ways in which people do, and says how long the answers took: the use case behind
/// `GET /v1/analytics/*`, from its call to the figures of each piece.
public struct AnalyticsRun: Sendable {
  /// A question, asked of each subject.
  private struct Question {
    let name: String
    let window: AnalyticsWindow
    let bearer: Bearer
  }

  /// How long an answer may take, in milliseconds.
  public static let promised = 200.0

  private let year: AnalyticsYear
  private let store: any Store
  private let storeName: String
  private let zones: any TimeZones

  /// - Parameter store: empty.
  public init(_ year: AnalyticsYear, on store: any Store, called storeName: String, zones: any TimeZones) {
    self.year = year
    self.store = store
    self.storeName = storeName
    self.zones = zones
  }

  /// Fills the store and asks each question of each subject so often, after once that isn't counted.
  public func callAsFunction(times: Int, progress: (String) -> Void = { _ in }) async throws -> [Figure] {
    progress("\(storeName): filling a year of \(year.calls) calls …")
    let rows = try await year.fill(store)
    progress("\(storeName): \(rows) rows of figures are kept")
    let read = ReadAnalytics(store: store)
    let tenant = TestTenant.plan(1).tenant.id
    var figures: [Figure] = []
    for question in try questions(of: tenant) {
      var slowest: (subject: AnalyticsSubject, samples: Samples)?
      for subject in AnalyticsSubject.allCases {
        var times = try await (0...times).asyncMap { _ in
          try await ContinuousClock().measure {
            _ = try await read(subject, over: question.window, for: question.bearer, of: tenant)
          } / .nanoseconds(1)
        }
        times.removeFirst()
        let samples = Samples(times)
        if samples.milliseconds(at: 50) >= slowest?.samples.milliseconds(at: 50) ?? 0 { slowest = (subject, samples) }
      }
      guard let (subject, samples) = slowest else { continue }
      figures.append(
        Figure(
          "\(storeName), \(year.calls) calls: \(question.name)", samples.milliseconds(at: 50), "ms",
          bound: .atMost(Self.promised),
          meaning: "median of \(times), of \(subject.rawValue), the slowest of the five; slowest once "
            + "\(Decimal.text(samples.milliseconds(at: 100), places: 1)) ms"))
    }
    return figures
  }

  private func questions(of tenant: Tenant.ID) throws -> [Question] {
    let admin = Bearer.user(User.ID(9), .tenantAdmin, of: tenant)
    let supervisor = Bearer.user(AnalyticsYear.supervisor, .supervisor, of: tenant)
    let whole = AnalyticsYear.range
    // Across the change of clocks in March.
    let spring = whole.lowerBound + .seconds(70 * 86_400)
    let month = spring..<spring + .seconds(33 * 86_400)
    return [
      Question(name: "a year at once", window: try window(whole, nil, "Etc/UTC"), bearer: admin),
      Question(name: "a year by month, Berlin", window: try window(whole, .month, "Europe/Berlin"), bearer: admin),
      Question(name: "33 days by hour, Berlin", window: try window(month, .hour, "Europe/Berlin"), bearer: admin),
      Question(name: "a year by day, Berlin", window: try window(whole, .day, "Europe/Berlin"), bearer: admin),
      Question(name: "a year by day, Kathmandu", window: try window(whole, .day, "Asia/Kathmandu"), bearer: admin),
      Question(
        name: "a year by day, Berlin, four departments", window: try window(whole, .day, "Europe/Berlin"),
        bearer: supervisor),
    ]
  }

  private func window(
    _ range: Range<Timestamp>, _ interval: AnalyticsWindow.Interval?, _ zone: String
  ) throws -> AnalyticsWindow {
    guard let zone = TimeZoneName(zone) else { throw Unexpected() }
    return try AnalyticsWindow(
      from: range.lowerBound, to: range.upperBound, every: interval, in: zone, by: zones.offset(of:at:))
  }
}

extension Sequence {
  fileprivate func asyncMap<Outcome>(_ transform: (Element) async throws -> Outcome) async throws -> [Outcome] {
    var outcomes: [Outcome] = []
    for element in self { outcomes.append(try await transform(element)) }
    return outcomes
  }
}
