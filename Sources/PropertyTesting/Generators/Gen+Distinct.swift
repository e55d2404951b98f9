extension Gen {
  /// A list of `count` elements of which no two have the same `key`. Where chance repeats one, the next simpler or later
  /// value takes its place, so no draw is wasted; a list that cannot have its least number of elements is discarded.
  /// Shrinks to fewer elements first, then to the simplest that differ.
  public static func distinct<Element, Key: Hashable & Sendable>(
    _ element: Gen<Element>, by key: @escaping @Sendable (Element) -> Key, count: ClosedRange<Int> = 0...20
  ) -> Gen where Value == [Element] {
    precondition(count.lowerBound >= 0, "a list has no fewer than 0 elements")
    return Gen(label: .collection) { source throws(Discard) in
      // Only ever asked whether it contains something, so its order shows nowhere.
      var keys: Set<Key> = []
      return try source.collect(count) { source throws(Discard) in
        try source.drawDistinct(element) { keys.insert(key($0)).inserted }
      }
    }
  }

  /// A list of `count` different elements, as `distinct(_:by:count:)`.
  public static func distinct<Element: Hashable & Sendable>(_ element: Gen<Element>, count: ClosedRange<Int> = 0...20)
    -> Gen
  where Value == [Element] {
    distinct(element, by: { $0 }, count: count)
  }

  /// A set of `count` different elements, fewer than chance planned where there are no more. Shrinks to fewer, then to the simplest that differ.
  public static func set<Element: Hashable & Sendable>(of element: Gen<Element>, count: ClosedRange<Int> = 0...20)
    -> Gen
  where Value == Set<Element> {
    Gen<[Element]>.distinct(element, count: count).map { Set($0) }
  }

  /// A dictionary of `count` different keys. Shrinks to fewer entries, then to the simplest keys and values.
  public static func dictionary<Key: Hashable & Sendable, Element>(
    keys: Gen<Key>, values: Gen<Element>, count: ClosedRange<Int> = 0...20
  ) -> Gen where Value == [Key: Element] {
    Gen(label: .collection) { source throws(Discard) in
      var dictionary: [Key: Element] = [:]
      _ = try source.collect(count) { source throws(Discard) -> Bool? in
        guard let key = try source.drawDistinct(keys, isNew: { dictionary[$0] == nil }) else { return nil }
        dictionary[key] = try source.draw(values)
        return true
      }
      return dictionary
    }
  }
}

extension ChoiceSource {
  /// As many elements as chance plans within `count`, or fewer when there are no more.
  fileprivate mutating func collect<Element>(
    _ count: ClosedRange<Int>, _ draw: (inout ChoiceSource) throws(Discard) -> Element?
  ) throws(Discard) -> [Element] {
    var elements: [Element] = []
    let planned = plannedLength(count)
    while let item = try openItem(after: elements.count, of: count, planned: planned) {
      let element = try draw(&self)
      close(item)
      guard let element else { break }
      elements.append(element)
    }
    if elements.count < count.lowerBound { throw Discard("\(count.lowerBound) different elements") }
    return elements
  }

  /// A value of `generator` that `isNew`, by the choices of the one that was drawn.
  fileprivate mutating func drawDistinct<Element>(
    _ generator: Gen<Element>, isNew: (Element) -> Bool
  ) throws(Discard) -> Element? {
    let start = mark
    let value = try draw(generator)
    if isNew(value) { return value }
    guard let ranks = distinctRanks(generator, from: start, where: isNew) else { return nil }
    // Recorded as what it became: or the loss of one element would make others out of the rest.
    return try redraw(generator, as: ranks, from: start)
  }

  private mutating func distinctRanks<Element>(
    _ generator: Gen<Element>, from start: Mark, where isNew: (Element) -> Bool
  ) -> [UInt64]? {
    var search = DistinctSearch(generator, start.treeBudget, maximumWork: probing)
    let ranks = search.next(after: choices.array(from: start.choices), where: isNew)
    probing = max(0, probing - search.work)
    count(work: search.work)
    return ranks
  }
}
