/// The figures of one subject over some stretch of time. Two stretches' can be added.
public struct AnalyticsTally: Equatable, Sendable {
  /// Within which an answer is in time: the service level's target.
  public static let serviceTarget: Duration = .seconds(20)

  private var counts: [String: Int] = [:]
  private var spreads: [String: Distribution] = [:]

  /// Nothing happened.
  public init() {}

  /// How many, or how much.
  public subscript(count: AnalyticsCount) -> Int { counts[count.name] ?? 0 }

  /// How values are spread.
  public subscript(spread: AnalyticsSpread) -> Distribution { spreads[spread.rawValue] ?? Distribution() }

  /// So many more; of what isn't more than 0 nothing is kept.
  mutating func add(_ amount: Int, to count: AnalyticsCount) {
    guard amount > 0 else { return }
    counts[count.name] = self[count].addingWithinBounds(amount)
  }

  /// One more value.
  public mutating func add(_ value: Int, to spread: AnalyticsSpread) {
    spreads[spread.rawValue, default: Distribution()].add(value)
  }

  /// What happened in another stretch of time, too.
  public mutating func add(_ other: AnalyticsTally) {
    for (name, amount) in other.counts { counts[name] = (counts[name] ?? 0).addingWithinBounds(amount) }
    for (name, spread) in other.spreads { spreads[name, default: Distribution()].add(spread) }
  }
}

extension AnalyticsTally: Codable {
  private enum CodingKeys: String, CodingKey { case counts, spreads }

  /// Reads `name=count name=count;name=distribution;name=distribution`, or two dictionaries, as it was once written.
  public init(from decoder: any Decoder) throws {
    guard var text = try? decoder.singleValueContainer().decode(String.self) else {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      counts = try container.decode([String: Int].self, forKey: .counts)
      spreads = try container.decode([String: Distribution].self, forKey: .spreads)
      return
    }
    let isRead = text.withUTF8 { bytes in
      var rest = KeptText(bytes)
      return read(&rest)
    }
    guard isRead else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected counts and distributions by their names"))
    }
  }

  /// Writes one text: a year by day is thousands of tallies, and dictionaries are read several times slower.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    let counts = counts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let spreads = spreads.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }
    try container.encode(([counts.joined(separator: " ")] + spreads).joined(separator: ";"))
  }

  /// `false` for what isn't such a text.
  private mutating func read(_ text: inout KeptText) -> Bool {
    if !text.isAtEnd, !text.isNext(";") {
      repeat {
        guard let name = text.takeText(before: "="), let count = text.takeNumber() else { return false }
        counts[name] = count
      } while text.take(" ")
    }
    while text.take(";") {
      guard let name = text.takeText(before: "="), let spread = Distribution(reading: &text) else { return false }
      spreads[name] = spread
    }
    return text.isAtEnd
  }
}
