import VoiceCore

/// What will happen in the simulated world, by time; what is due at one moment happens in the order of its planning.
struct Agenda<Event> {
  private struct Entry {
    let at: Timestamp
    let number: Int
    let event: Event

    func isBefore(_ other: Entry) -> Bool { (at, number) < (other.at, other.number) }
  }

  /// A binary heap: the earliest is first.
  private var entries: [Entry] = []
  private var lastNumber = 0

  var isEmpty: Bool { entries.isEmpty }

  /// Plans an event. One for the past would make time run backwards; the caller plans from now on.
  mutating func plan(_ event: Event, at moment: Timestamp) {
    lastNumber += 1
    entries.append(Entry(at: moment, number: lastNumber, event: event))
    var place = entries.count - 1
    while place > 0, entries[place].isBefore(entries[(place - 1) / 2]) {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Takes out what happens next.
  mutating func next() -> (at: Timestamp, event: Event)? {
    guard let first = entries.first else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      sink()
    }
    return (first.at, first.event)
  }

  private mutating func sink() {
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < entries.count && entries[child].isBefore(entries[least])
      {
        least = child
      }
      guard least != place else { return }
      entries.swapAt(least, place)
      place = least
    }
  }
}
