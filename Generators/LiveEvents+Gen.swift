public import PropertyTesting
public import VoiceCore

/// One thing that happens while people hear of a company's events. Calls, clients and nodes are known by their numbers from 0.
public enum LiveEventStep: Equatable, Sendable {
  /// With what name of its last event a client comes.
  public enum Name: Equatable, Sendable { case its, none, unknown }

  /// Something happens in a call, so often in one commit.
  case happens(call: Int, LiveEvent, times: Int)
  /// A client asks at a node to hear of events.
  case comes(client: Int, node: Int, with: Name)
  /// What was asked for is there, and the client enters the node's room: other things may have happened in between.
  case enters(client: Int)
  /// The client reads so many messages.
  case reads(client: Int, Int)
  /// The client's connection is cut.
  case goes(client: Int)
  /// A node reads the log.
  case turns(node: Int)
}

/// What happens in a call, by the number of a department.
public enum LiveEvent: Equatable, Sendable {
  /// It begins; a call that has begun rings on.
  case begins
  /// It is handed to a department, or to nobody's, which is no event.
  case handed(to: Int?)
  /// Its caller enters a department's queue.
  case queued(Int)
  /// Something that stays inside.
  case metered
  case ends
}

extension LiveEventStep {
  public static let calls = 4
  public static let departments = 3
  public static let nodes = 2
  /// Who the clients are, by number.
  public static let roles: [Role] = [.tenantAdmin, .supervisor, .agent, .agent]
  /// To which departments they belong.
  public static let belongs: [[Int]] = [[], [0, 1], [2], []]
}

extension Gen where Value == [LiveEventStep] {
  /// Things that go on in 25 to 50 rounds; what happens does so mostly a few times, and at times so often that whoever doesn't read
  /// misses too much. One client comes and goes more than the others, who are there to be harmed.
  public static var liveEvents: Gen {
    let client = Gen<Int>.weighted([(4, .just(0)), (3, .int(1...(LiveEventStep.roles.count - 1)))])
    let node = Gen<Int>.int(0...(LiveEventStep.nodes - 1))
    let department = Gen<Int>.int(0...(LiveEventStep.departments - 1))
    let times = Gen<Int>.weighted([(7, .int(1...4)), (3, .int(60...240))])
    let event = Gen<LiveEvent>.weighted([
      (6, .just(.begins)), (6, Gen<Int?>.optional(department).map { .handed(to: $0) }),
      (27, department.map(LiveEvent.queued)), (3, .just(.metered)), (1, .just(.ends)),
    ])
    let name = Gen<LiveEventStep.Name>.weighted([(8, .just(.its)), (1, .just(.none)), (1, .just(.unknown))])
    let call = Gen<Int>.int(0...(LiveEventStep.calls - 1))
    let turns = (0..<LiveEventStep.nodes).map(LiveEventStep.turns)
    let round = Gen<[LiveEventStep]>.weighted([
      (9, zip(call, event, times).map { [.happens(call: $0, $1, times: $2)] }),
      (5, zip(client, node, name).map { [.comes(client: $0, node: $1, with: $2), .enters(client: $0)] }),
      (1, zip(client, node, name).map { [.comes(client: $0, node: $1, with: $2)] }),
      (1, client.map { [.enters(client: $0)] }), (1, client.map { [.goes(client: $0)] }),
      (2, zip(client, Gen<Int>.int(1...200)).map { [.reads(client: $0, $1)] }),
      (4, node.map { [.turns(node: $0)] }),
      (4, zip(client, Gen<Int>.int(1...300)).map { turns + [.reads(client: $0, $1)] }),
    ])
    return Gen<[[LiveEventStep]]>.array(of: round, count: 25...50).map { $0.flatMap(\.self) }
  }
}
