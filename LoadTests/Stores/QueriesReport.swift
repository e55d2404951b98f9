import Foundation

/// What `rls-queries` found: the store's rate for the reference client's, what row-level security costs, how rates grow.
public struct QueriesReport: Codable, LoadReport {
  /// A size of the database and the rates at it.
  public struct Growth: Codable, Sendable {
    public let tenants: Int
    public let calls: Int
    public let connections: Int
    public let read: Rate
    public let insert: Rate
    /// The reference's reads at that size: what the machine and the server make of it.
    public let reference: Rate

    /// Rates at a size.
    public init(tenants: Int, calls: Int, connections: Int, read: Rate, insert: Rate, reference: Rate) {
      self.tenants = tenants
      self.calls = calls
      self.connections = connections
      self.read = read
      self.insert = insert
      self.reference = reference
    }
  }

  /// What one operation of the store says to the server.
  public struct Trips: Codable, Sendable {
    public let operation: String
    /// Each round trip's statements.
    public let trips: [[String]]

    /// Round trips of an operation.
    public init(_ operation: String, _ trips: [[String]]) {
      self.operation = operation
      self.trips = trips
    }
  }

  /// ISO 8601, UTC.
  public let date: String
  public let command: String
  public let machine: Machine
  /// The client that ours is compared with, and its version.
  public let reference: String
  public let comparisons: [RateComparison]
  public let wall: [RateComparison]
  public let growth: [Growth]
  public let trips: [Trips]

  /// A report.
  public init(
    date: String, command: String, machine: Machine, reference: String, comparisons: [RateComparison],
    wall: [RateComparison], growth: [Growth], trips: [Trips]
  ) {
    self.date = date
    self.command = command
    self.machine = machine
    self.reference = reference
    self.comparisons = comparisons
    self.wall = wall
    self.growth = growth
    self.trips = trips
  }

  /// What is promised and wasn't held; empty when all is well.
  public var breaches: [String] {
    comparisons.filter { !$0.isHeld }.map {
      "\($0.name): \(Self.percent($0.ratio.median)) of the reference, at least \(Self.percent($0.bar ?? 0)) is promised"
    }
  }
}
