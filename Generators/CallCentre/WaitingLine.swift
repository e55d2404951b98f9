import VoiceCore

/// A department's queue as it must be, from what was seen of its callers: property 18 once more, as a list in order.
struct WaitingLine {
  /// One who stands in it.
  struct Place: Equatable {
    let number: Int
    let call: Call.ID
    let arrival: Timestamp
  }

  let tenant: Int
  let department: Department.ID
  let habits: DepartmentHabits
  /// In the order in which they are served: nobody here has a tier.
  private(set) var standing: [Place] = []
  /// Those with whom an agent is being connected.
  private(set) var reserved: [Place] = []
  /// Whose turn it was last.
  var lastTurn: Agent.ID?

  init(tenant: Int, department: Department.ID, habits: DepartmentHabits) {
    self.tenant = tenant
    self.department = department
    self.habits = habits
  }

  var count: Int { standing.count + reserved.count }

  /// How many stand before a caller; `nil` for one who doesn't stand here.
  func countBefore(_ number: Int) -> Int? { standing.firstIndex { $0.number == number } }

  mutating func stand(_ place: Place) {
    reserved.removeAll { $0.number == place.number }
    let later = standing.firstIndex { (place.arrival, place.call) < ($0.arrival, $0.call) }
    standing.insert(place, at: later ?? standing.count)
  }

  /// Who stood is reserved; they are back where they stood afterwards, or gone.
  mutating func reserve(_ number: Int) {
    guard let index = countBefore(number) else { return }
    reserved.append(standing.remove(at: index))
  }

  func place(of number: Int) -> Place? { (standing + reserved).first { $0.number == number } }

  mutating func leave(_ number: Int) {
    standing.removeAll { $0.number == number }
    reserved.removeAll { $0.number == number }
  }
}
