extension WatchOrphans {
  /// What one leader has seen. Of what wasn't met in a whole round nothing is remembered.
  public struct Memory: Sendable {
    /// Since when a node is gone.
    var gone: [Node.ID: Timestamp] = [:]
    /// When a call was taken up last.
    var tries: [CallPlace: Timestamp] = [:]

    /// Nothing seen yet.
    public init() {}

    /// Forgets what a round hasn't met.
    mutating func keep(_ survey: Survey) {
      gone = gone.filter { survey.nodes.contains($0.key) }
      tries = tries.filter { survey.calls.contains($0.key) }
    }
  }

  /// What one round has found.
  struct Survey {
    /// All calls that run.
    var calls = Set<CallPlace>()
    /// Those that are due.
    var due: [Orphan] = []
    /// The nodes that were asked for.
    var nodes = Set<Node.ID>()
    /// What couldn't be read.
    var failure: StoreFailure?
  }

  /// A call that is due.
  struct Orphan: Sendable {
    /// Who is helped first.
    enum Rank: Int, Sendable {
      /// Callers of a dead node hear nothing.
      case gone
      /// So may those about whom the carrier was to ask.
      case unanswered
      /// Most of these talk with a person.
      case withCarrier
    }

    let place: CallPlace
    let live: LiveCall
    let rank: Rank
    let lastTry: Timestamp?

    /// Those that were tried go behind those that weren't, so that a carrier that is slow to answer is asked about all.
    var order: (Int, Int64, Timestamp, Tenant.ID, Call.ID) {
      (rank.rawValue, lastTry?.microseconds ?? .min, live.since, place.tenant, place.call)
    }
  }

  /// A call that was taken up, and what came of it.
  struct TakenUp: Sendable {
    let orphan: Orphan
    let result: Result<RescueCall.Outcome, StoreFailure>
  }
}
