/// What the programs of one machine are called in reports: the kinds that occur, by name, and the weather.
@usableFromInline
struct CommandLabels: Sendable {
  private let names: [String]
  private let knowsFaults: Bool

  @usableFromInline
  init<Machine>(_ kinds: [CommandKind<Machine>]) {
    names = kinds.map(\.name)
    knowsFaults = kinds.contains { $0.isFault }
  }

  /// The labels of `program`, and `others`.
  @inlinable
  func of<Machine>(_ program: Program<Machine>, and others: [String]) -> [String] {
    labels(program.kinds, faults: program.faultsMade, most: program.machine.maximumFaults, and: others)
  }

  /// Made for each case, so it knows no machine and makes one array.
  @usableFromInline
  func labels(_ kinds: UInt64, faults: Int, most: Int, and others: [String]) -> [String] {
    var labels: [String] = []
    labels.reserveCapacity(kinds.nonzeroBitCount + (knowsFaults ? 1 : 0) + others.count)
    for place in names.indices where kinds >> UInt64(place) & 1 != 0 { labels.append(names[place]) }
    if knowsFaults { labels.append(faults == 0 ? Weather.calm : faults < most ? Weather.faulty : Weather.stormy) }
    for label in others { labels.append(label) }
    return labels
  }
}
