import Synchronization
import VoiceCore

extension OrphanWatch {
  /// What one leader has seen.
  public final class Memory: Sendable {
    private struct Seen {
      /// Since when a node is gone.
      var gone: [Node.ID: Timestamp] = [:]
      /// When a call was taken up last.
      var tries: [CallPlace: Timestamp] = [:]
    }

    private let seen = Mutex(Seen())

    /// Nothing seen yet.
    public init() {}

    func lastTry(of place: CallPlace) -> Timestamp? { seen.withLock { $0.tries[place] } }

    func note(_ place: CallPlace, triedAt moment: Timestamp?) { seen.withLock { $0.tries[place] = moment } }

    /// Since when the node is gone, if it is now.
    func note(_ node: Node.ID, isGoneAt moment: Timestamp?) -> Timestamp? {
      seen.withLock { seen in
        seen.gone[node] = moment.map { seen.gone[node] ?? $0 }
        return seen.gone[node]
      }
    }

    /// Forgets what a round hasn't met.
    func keep(_ survey: Survey) {
      seen.withLock { seen in
        seen.gone = seen.gone.filter { survey.nodes[$0.key] != nil }
        seen.tries = seen.tries.filter { survey.calls.contains($0.key) }
      }
    }
  }

  /// What one round has found.
  struct Survey {
    /// All calls that run.
    var calls = Set<CallPlace>()
    /// Those that are due.
    var due: [Orphan] = []
    /// The nodes that were asked for: since when each is gone.
    var nodes: [Node.ID: Timestamp?] = [:]
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
}
