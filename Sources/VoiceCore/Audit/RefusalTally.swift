/// Which refusals of the hour are in a tenant's audit log already: refusing costs the asker nothing, so it mustn't be a way
/// to fill the disk, nor to bury what others were refused.
///
/// Who is refused one kind of act is told once an hour, however often they try; and no more than `maximumPerHour` such
/// entries are written in all. Kept in the row of the chain's head, so it holds for all nodes together.
public struct RefusalTally: Equatable, Sendable, Codable {
  /// Entries about refusals in one hour of one tenant: about 1.2 MB a day at the worst.
  public static let maximumPerHour = 100

  /// How many hours ahead of an entry the last one may have been: two clocks of one deployment that differ by more than a
  /// day aren't both right.
  private static let maximumLead: Int64 = 24

  private struct Kind: Hashable, Sendable, Codable {
    let actor: AuditActor
    let action: AuditAction
  }

  /// Hours since the epoch.
  private var hour: Int64 = 0
  private var told: [Kind] = []

  /// A tally that knows of none.
  public init() {}

  /// Whether this refusal is to be written; counts it if so.
  public mutating func admit(_ entry: AuditEntry) -> Bool {
    let hour = entry.at.microseconds / 3_600_000_000
    // A clock that went back begins no new hour; but what a clock far ahead has said doesn't count until that comes.
    if hour > self.hour || self.hour > hour + Self.maximumLead {
      self.hour = hour
      told = []
    }
    let kind = Kind(actor: entry.actor, action: entry.action)
    guard told.count < Self.maximumPerHour, !told.contains(kind) else { return false }
    told.append(kind)
    return true
  }
}
