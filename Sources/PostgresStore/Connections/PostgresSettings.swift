/// How a pool speaks to its server: where, and every bound by its name.
public struct PostgresSettings: Sendable {
  /// The application role's URL.
  public var url: PostgresURL
  /// The most connections, without the one that listens and the one that keeps locks.
  public var size = 8
  /// The most requests that wait for a connection; the next one is `.busy` at once.
  public var maximumWaiting = 1_000
  /// The longest that a request waits for a connection, also while the server is away.
  public var waitLimit: Duration = .seconds(2)
  /// The longest that the server may run one statement.
  public var statementTimeout: Duration = .seconds(10)
  /// The longest that a statement waits for a lock.
  public var lockTimeout: Duration = .seconds(3)
  /// The longest that a held transaction may lie idle.
  public var heldTimeout: Duration = .seconds(15)
  /// The longest that a whole batch may take, whatever the network does.
  public var answerLimit: Duration = .seconds(30)
  /// The longest that one host may take to accept a connection.
  public var connectTimeout: Duration = .seconds(5)
  /// How long the server has to confirm that it cancelled a statement.
  public var cancelGrace: Duration = .seconds(2)
  /// The longest pause between two attempts to reach an absent server.
  public var maximumBackOff: Duration = .seconds(1)
  /// The age at which a connection is replaced.
  public var maximumAge: Duration = .seconds(1_800)
  /// How long a connection may lie idle before it is closed.
  public var maximumIdle: Duration = .seconds(300)
  /// The most statements that one connection keeps prepared.
  public var preparedStatements = 256
  /// The most notifications that wait in one listener's stream; the oldest go first.
  public var maximumWakes = 64
  /// Where names without a schema are looked up.
  public var searchPath = "public,pg_temp"

  /// Whether connections of a role for which row-level security doesn't hold are refused. Off only for an owner's tests.
  package var checksRole = true

  /// Told of every batch before it is sent, one round trip each: for measurements, which want to count them and to say
  /// the same by other means.
  package var observer: (@Sendable ([Statement]) -> Void)?

  /// The usual bounds.
  public init(_ url: PostgresURL) { self.url = url }

  /// What libpq is told beside the URL, in order: the last of two equal keywords counts.
  var connectionParameters: [(keyword: String, value: String)] {
    let limits =
      "-c statement_timeout=\(statementTimeout.milliseconds) -c lock_timeout=\(lockTimeout.milliseconds)"
      + " -c idle_in_transaction_session_timeout=\(heldTimeout.milliseconds) -c client_min_messages=warning"
      + " -c search_path=\(searchPath)"
      // So that the server, too, finds out when our machine is gone, and lets go of what our sessions hold.
      + " -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
    var parameters = [
      // A silent network shows itself within a minute; a URL that names these has its way.
      ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
    ]
    // The only thing that moves libpq on to the next host when one swallows packets.
    if !url.setsUserTimeout { parameters.append(("tcp_user_timeout", "\(connectTimeout.milliseconds)")) }
    parameters.append(("dbname", url.text))
    parameters.append(("options", url.options.isEmpty ? limits : "\(url.options) \(limits)"))
    parameters.append(("application_name", "voicecore"))
    parameters.append(("client_encoding", "UTF8"))
    return parameters
  }
}
