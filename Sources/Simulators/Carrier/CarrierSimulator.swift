internal import AsyncHTTPClient
public import NIOCore
internal import Synchronization
internal import WebSockets

/// A stand-in for the carrier that speaks its protocols over loopback: places calls by script, signs webhooks, follows
/// TwiML, opens media streams, serves the REST API for running calls, and refuses what the real service would refuse.
public final class CarrierSimulator: Sendable {
  private let configuration: CarrierConfiguration
  private let group: any EventLoopGroup
  private let client: HTTPClient
  private let api: LoopbackServer
  private let directory: CallDirectory
  private let recordings: RecordingDirectory
  private let outgoing: OutgoingCalls
  private let rooms = ConferenceRooms()
  private let baseURL: Mutex<String>
  private let sockets: WebSocketClient
  /// The carrier pings nobody, and reads larger messages than it takes, so that it can say what is wrong with them.
  private static let socketLimits = WebSocketLimits(pingInterval: nil)

  /// Opens the REST endpoint; `shutdown()` closes everything again.
  public static func start(
    _ configuration: CarrierConfiguration, on group: any EventLoopGroup
  ) async throws(CarrierFailure) -> CarrierSimulator {
    guard CarrierID.isValid(configuration.accountSid, prefix: "AC") else { throw .invalidAccountSid }
    let directory = CallDirectory()
    let recordings = RecordingDirectory()
    let outgoing = OutgoingCalls(ownNumbers: configuration.ownNumbers)
    let rest = CarrierREST(
      accountSid: configuration.accountSid, authToken: configuration.authToken, directory: directory,
      recordings: recordings, switchboard: outgoing)
    let api: LoopbackServer
    do {
      api = try await LoopbackServer.start(port: configuration.apiPort, on: group) { rest.reply(to: $0) }
    } catch {
      throw .apiUnavailable
    }
    let carrier = CarrierSimulator(
      configuration, group: group, api: api, directory: directory, recordings: recordings, outgoing: outgoing)
    outgoing.open { [unowned carrier] in carrier.begin($0) }
    return carrier
  }

  private init(
    _ configuration: CarrierConfiguration, group: any EventLoopGroup, api: LoopbackServer, directory: CallDirectory,
    recordings: RecordingDirectory, outgoing: OutgoingCalls
  ) {
    self.outgoing = outgoing
    self.recordings = recordings
    self.configuration = configuration
    self.group = group
    self.api = api
    self.directory = directory
    baseURL = Mutex(configuration.webhookBaseURL ?? "")
    var settings = HTTPClient.Configuration(redirectConfiguration: .disallow)
    settings.timeout.connect = .seconds(10)
    settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: settings)
    sockets = WebSocketClient(eventLoopGroup: group, limits: Self.socketLimits)
  }

  /// Where the REST API is, without a slash at the end: what `api.twilio.com` is in the world.
  public var apiURL: String { "http://127.0.0.1:\(api.port)" }

  /// Calls that have begun and not ended.
  public var runningCalls: Int { directory.runningCount }

  /// Points the number at a server; calls placed from now on go there.
  public func point(at webhookBaseURL: String) {
    baseURL.withLock { $0 = webhookBaseURL }
  }

  /// Answers so many REST requests with 429 and code 20429.
  public func refuseRequests(next count: Int) {
    directory.refuse(next: count)
  }

  /// The SIDs of the recordings that the carrier has: of whole calls as they were begun, messages as they were left.
  public var keptRecordings: [String] { recordings.sids }

  /// The sound of a recording, also of one that is deleted.
  public func sound(ofRecording sid: String) -> [UInt8] { RecordingDirectory.sound(sid) }

  /// Answers so many requests for sounds with 404, as for those that aren't ready yet.
  public func hideSounds(next count: Int) { recordings.hideSounds(next: count) }

  /// Plays one inbound call from ring to end, bounded by the script. Many may run at once.
  ///
  /// Cancelling the task hangs up; a cancelled call posts no status callback.
  /// - Parameter loop: where the call's timers and socket live; one of the group's, in turn, by default.
  public func place(_ script: CallScript, on loop: (any EventLoop)? = nil) async -> CallReport {
    let loop = loop ?? group.next()
    let base = baseURL.withLock { $0 }
    let identity = CallIdentity(
      accountSid: configuration.accountSid, callSid: script.callSid ?? CarrierID.random("CA"),
      from: script.caller ?? "anonymous", to: script.dialled, callerName: script.callerName)
    var session = session(
      of: script, identity, on: loop,
      from: TwiMLTarget(url: base + configuration.incomingPath, method: configuration.method),
      status: configuration.statusPath.map { TwiMLTarget(url: base + $0, method: configuration.method) })
    let line = session.line
    return await withTaskCancellationHandler {
      await session.run()
    } onCancel: {
      line.interrupt(.cancelled)
    }
  }

  private func session(
    of script: CallScript, _ identity: CallIdentity, on loop: any EventLoop, from first: TwiMLTarget,
    status: TwiMLTarget?, outgoing: OutgoingRing? = nil
  ) -> CallSession {
    let plan = CallPlan(
      incoming: first, status: status, faults: script.faults, callees: configuration.callees,
      otherCallees: configuration.otherCallees, ownNumbers: configuration.ownNumbers, apiURL: apiURL,
      startedAt: CarrierTime.now, outgoing: outgoing)
    return session(of: script, identity, on: loop, plan)
  }

  private func session(
    of script: CallScript, _ identity: CallIdentity, on loop: any EventLoop, _ plan: CallPlan
  ) -> CallSession {
    let clock = CallClock(pace: script.pace)
    return CallSession(
      script: script,
      sender: WebhookSender(
        client: client, signature: CarrierSignature(authToken: configuration.authToken),
        budget: configuration.webhookBudget),
      sockets: sockets, socketLimits: Self.socketLimits, loop: loop, line: CallLine(on: loop), directory: directory,
      recordings: recordings, rooms: rooms,
      release: { [weak self] in self?.release($1, of: $0, to: $2, as: $3) }, clock: clock,
      call: CarrierCall(identity, plan: plan),
      program: CallerProgram(steps: script.steps, patience: script.patience * clock.factor))
  }

  /// Begins a call that was asked for over REST.
  private func begin(_ order: OutgoingCalls.Order) -> (CallDirectory.Entry, Task<CallReport, Never>) {
    let party = configuration.parties[order.to] ?? CalledParty(.fails)
    let identity = CallIdentity(
      accountSid: configuration.accountSid, callSid: CarrierID.random("CA"), from: order.from, to: order.to,
      direction: .outbound)
    let session = session(
      of: party.script, identity, on: group.next(), from: order.url, status: order.status,
      outgoing: OutgoingRing(party.manner, timeout: order.timeout, events: order.events))
    let entry = directory.began(identity, line: session.line, clock: session.clock)
    let task = Task { [outgoing] in
      var session = session
      let report = await withTaskCancellationHandler {
        await session.run(isKnown: true)
      } onCancel: { [line = session.line] in
        line.interrupt(.cancelled)
      }
      outgoing.ended(report)
      return report
    }
    return (entry, task)
  }

  /// A leg that a call has dialled goes its own way: as long as whoever picked it up talks.
  private func release(
    _ leg: Ringing.Leg, of parent: CallIdentity, to target: TwiMLTarget, as script: CallScript
  ) {
    let identity = CallIdentity(leg, of: parent)
    let talks = leg.callee.pickUp?.talks ?? .zero
    var own = CallScript(
      caller: nil, dialled: "", steps: [.wait(talks), .hangUp], pace: script.pace, bound: script.bound)
    own.faults = script.faults.filter { $0 == .duplicateStatusCallbacks }
    var plan = CallPlan(
      incoming: target, status: leg.party.statusEvents.contains("completed") ? leg.statusCallback : nil,
      faults: own.faults, callees: configuration.callees, otherCallees: configuration.otherCallees,
      ownNumbers: configuration.ownNumbers, apiURL: apiURL, startedAt: CarrierTime.now)
    plan.isUp = true
    let session = session(of: own, identity, on: group.next(), plan)
    directory.began(identity, line: session.line, clock: session.clock)
    directory.answered(identity.callSid)
    outgoing.adopt(
      Task { [outgoing] in
        var session = session
        let report = await withTaskCancellationHandler {
          await session.run(isKnown: true)
        } onCancel: { [line = session.line] in
          line.interrupt(.cancelled)
        }
        outgoing.legEnded(report)
        return report
      })
  }

  /// What came of dialled legs that were redirected over REST and have ended, in the order of their ends.
  public var legReports: [CallReport] { outgoing.legReports }

  /// How many are in each conference.
  public var conferences: [String: Int] { rooms.counts }

  /// What came of the calls that were asked for over REST and have ended, in the order of their ends.
  public var outgoingReports: [CallReport] { outgoing.reports }

  /// Carries out so many orders for calls and loses the answers.
  public func loseOrderAnswers(next count: Int) { directory.loseAnswers(next: count) }

  /// Closes the REST endpoint and idle connections; to be called when no call runs any more.
  public func shutdown() async {
    await outgoing.close()
    await api.shutdown()
    try? await client.shutdown()  // the only failure is that it is shut down already
  }

  /// Runs `body` with a carrier that is shut down afterwards on every path.
  public static func running<Outcome: Sendable>(
    _ configuration: CarrierConfiguration, on group: any EventLoopGroup,
    _ body: (CarrierSimulator) async throws -> Outcome
  ) async throws -> Outcome {
    let carrier = try await start(configuration, on: group)
    do {
      let outcome = try await body(carrier)
      await carrier.shutdown()
      return outcome
    } catch {
      await carrier.shutdown()
      throw error
    }
  }
}
