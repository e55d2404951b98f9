/// In which departments calls are, as far as their facts were read: so that what each event's department was is a question of the
/// log alone, and has the same answer whenever it is asked.
public struct CallPlaces: Equatable, Sendable {
  /// The most calls that are remembered; what is forgotten is read again.
  public static let maximum = 1_024

  /// Where a call is by its facts: the rule of `Call.department`.
  struct Place: Equatable, Sendable {
    private var course: Department.ID?
    private var transfer: Department.ID?

    init(_ department: Department.ID? = nil) { transfer = department }

    var department: Department.ID? { course ?? transfer }

    mutating func evolve(_ fact: Call.Fact) {
      switch fact {
      case .routed(let next, _): course = next.department
      case .transferStarted(let wanted): transfer = wanted.department
      default: break
      }
    }
  }

  private var places: [Call.ID: Place] = [:]

  /// Of no call.
  public init() {}

  /// How many are remembered.
  var count: Int { places.count }

  subscript(_ call: Call.ID) -> Place? { places[call] }

  mutating func remember(_ place: Place, of call: Call.ID) {
    if places[call] == nil, places.count >= Self.maximum { places = [:] }
    places[call] = place
  }
}

extension TenantSnapshot {
  /// The events among facts that follow each other in the log.
  func events(among facts: [LoggedFact], knowing places: inout CallPlaces) async throws(StoreFailure) -> [TenantEvent] {
    var events: [TenantEvent] = []
    for fact in facts {
      let recorded = fact.recorded
      var place = try await place(before: recorded, knowing: places)
      let before = place.department
      place.evolve(recorded.fact)
      places.remember(place, of: recorded.call)
      if let event = TenantEvent(fact, before: before, after: place.department) { events.append(event) }
    }
    return events
  }

  /// Where a call was before this. Of one whose first facts are forgotten it is where it is now.
  private func place(
    before recorded: RecordedFact, knowing places: CallPlaces
  ) async throws(StoreFailure) -> CallPlaces.Place {
    if recorded.ordinal == 1 { return CallPlaces.Place() }
    if let place = places[recorded.call] { return place }
    let facts = try await facts(of: recorded.call)
    guard facts.first?.ordinal == 1 else { return CallPlaces.Place(try await call(recorded.call)?.department) }
    var place = CallPlaces.Place()
    for earlier in facts where earlier.ordinal < recorded.ordinal { place.evolve(earlier.fact) }
    return place
  }
}
