import PropertyTesting
import VoiceCore

/// Who may speak, by a log: who is joined, and who has the floor.
struct LoggedFloor {
  private var joined: Set<Int> = []
  private var holder: Int?
  private var isTooLate = false

  mutating func take(_ event: CallLogEvent) throws {
    switch event {
    case .joined(let person): joined.insert(person)
    case .takenOver(let person):
      try require(!isTooLate, "nothing is taken over once the call is handed over or over")
      try require(joined.contains(person), "who takes over is joined")
      holder = person
    case .handedBack(let person):
      try require(holder == person, "who hands back has the floor")
      holder = nil
    case .left(let person):
      try require(holder != person, "who leaves has handed back")
      joined.remove(person)
    case .judged, .overturned:
      try require(holder == nil, "the receptionist decides nothing while a person has the floor")
    // The caller has gone elsewhere, or comes anew: nobody is joined any more.
    case .streamJoined: close()
    case .transferStarted, .ended:
      close()
      isTooLate = true
    case .answered, .handedOver, .said, .other: break
    }
  }

  private mutating func close() {
    joined = []
    holder = nil
  }
}
