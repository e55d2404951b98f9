extension Comparison {
  /// Differing elements of a list between its common start and end that are aligned; of more, places are compared.
  private static let aligned = 400

  mutating func compareLists(_ actual: [Any], _ expected: [Any], at path: String) {
    let (found, wanted) = (actual.map(Self.short), expected.map(Self.short))
    let start = zip(found, wanted).prefix { $0 == $1 }.count
    let end = zip(found.dropFirst(start).reversed(), wanted.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    let (left, right) = (start..<(found.count - end), start..<(wanted.count - end))
    if found.count == wanted.count, !left.isEmpty, found.sorted() == wanted.sorted() {
      note(path, ["the same \(found.count) elements in another order, from [\(start)] on"])
    }
    guard left.count != right.count, left.count + right.count <= Self.aligned else {
      for place in start..<min(left.upperBound, right.upperBound) {
        compare(actual[place], expected[place], at: "\(path)[\(place)]")
      }
      noteRest(actual, expected, left, right, path)
      return
    }
    let difference = found[left].difference(from: wanted[right])
    var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
    for change in difference {
      switch change {
      // Offsets of a difference of slices count from their starts.
      case .remove(let offset, _, _): removed.insert(right.lowerBound + offset)
      case .insert(let offset, _, _): inserted.insert(left.lowerBound + offset)
      }
    }
    walk(actual, expected, left, right, removed, inserted, path)
  }

  /// Goes along both lists: an element that is missing where another is unexpected is a changed one.
  private mutating func walk(
    _ actual: [Any], _ expected: [Any], _ left: Range<Int>, _ right: Range<Int>, _ removed: Set<Int>,
    _ inserted: Set<Int>, _ path: String
  ) {
    var (found, wanted) = (left.lowerBound, right.lowerBound)
    while found < left.upperBound || wanted < right.upperBound {
      switch (inserted.contains(found), removed.contains(wanted)) {
      case (true, true):
        compare(actual[found], expected[wanted], at: "\(path)[\(found)]")
        (found, wanted) = (found + 1, wanted + 1)
      case (true, false):
        note(unexpected: actual[found], at: "\(path)[\(found)]")
        found += 1
      case (false, true):
        note(missing: expected[wanted], at: "\(path)[\(wanted)]")
        wanted += 1
      case (false, false): (found, wanted) = (found + 1, wanted + 1)
      }
    }
  }

  private mutating func noteRest(
    _ actual: [Any], _ expected: [Any], _ left: Range<Int>, _ right: Range<Int>, _ path: String
  ) {
    for place in min(right.upperBound, left.upperBound)..<left.upperBound {
      note(unexpected: actual[place], at: "\(path)[\(place)]")
    }
    for place in min(right.upperBound, left.upperBound)..<right.upperBound {
      note(missing: expected[place], at: "\(path)[\(place)]")
    }
  }

  mutating func compareSets(_ actual: [Any], _ expected: [Any], at path: String) {
    let (found, wanted) = (Set(actual.map(Self.short)), Set(expected.map(Self.short)))
    let missing = SourceOrder.sorted(Array(wanted.subtracting(found)))
    let unexpected = SourceOrder.sorted(Array(found.subtracting(wanted)))
    let lines = missing.map { "missing \($0)" } + unexpected.map { "unexpected \($0)" }
    if !lines.isEmpty { note(path, lines) }
  }

  mutating func compareKeys(_ actual: Mirror, _ expected: Mirror, at path: String) {
    let (found, wanted) = (Self.entries(actual), Self.entries(expected))
    for key in SourceOrder.sorted(Array(Set(found.keys).union(wanted.keys))) {
      let place = "\(path)[\(key)]"
      switch (found[key], wanted[key]) {
      case (let value?, let other?): compare(value, other, at: place)
      case (let value?, nil): note(unexpected: value, at: place)
      case (nil, let other?): note(missing: other, at: place)
      case (nil, nil): break
      }
    }
  }

  private static func entries(_ mirror: Mirror) -> [String: Any] {
    var entries: [String: Any] = [:]
    for child in mirror.children {
      let pair = Array(Mirror(reflecting: child.value).children)
      if pair.count == 2 { entries[short(pair[0].value)] = pair[1].value }
    }
    return entries
  }
}
