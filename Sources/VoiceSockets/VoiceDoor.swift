public import Logging
public import MediaBridge
public import NIOCore
internal import Synchronization
public import VoiceCore
internal import Web
public import WebSockets

/// `WS /v1/voice`: where browsers and apps join a call with their voice, or call the tenant's receptionist. What can be refused
/// before the upgrade is refused there, with a problem document (RFC 9457). Who may join a call that another node has is let in and
/// told where that is.
public final class VoiceDoor: Sendable {
  /// The name that a client offers beside its tokens, since a server must choose one that was offered.
  public static let subprotocol = "voicecore.voice"
  private static let bearerPrefix = "bearer."
  private static let resumePrefix = "resume."
  private static let tenantHeader = "VoiceCore-Tenant"

  /// A call's session on this node.
  public struct Desk: Sendable {
    /// Where its legs live.
    public let eventLoop: any EventLoop
    /// Takes a leg in; `false` when the session is over.
    public let admit: @Sendable (NIOLoopBound<any OperatorLeg>, Bearer) -> Bool

    /// A session's desk.
    public init(
      eventLoop: any EventLoop, admit: @escaping @Sendable (NIOLoopBound<any OperatorLeg>, Bearer) -> Bool
    ) {
      self.eventLoop = eventLoop
      self.admit = admit
    }
  }

  private let check: BearerCheck
  private let attend: AttendCall
  private let erasure: any TenantErasure
  private let secrets: SecretTokens
  private let address: NodeAddress?
  private let desk: @Sendable (CallPlace) -> Desk?
  private let callers: VoiceCallers?
  private let sockets = Atomic<Int>(0)
  let limits: VoiceLimits
  let log: Logger
  let sessions: VoiceSessions

  /// A door on these ports.
  /// - Parameters:
  ///   - address: where this node is reached; nobody is sent on to where they are.
  ///   - callers: who looks after callers; without, nobody can call from here.
  ///   - desk: the session of a call on this node; `nil` when it has none.
  public init(
    check: BearerCheck, attend: AttendCall, erasure: any TenantErasure, secrets: SecretTokens,
    address: NodeAddress? = nil, limits: VoiceLimits = VoiceLimits(), callers: VoiceCallers? = nil, log: Logger,
    desk: @escaping @Sendable (CallPlace) -> Desk?
  ) {
    self.check = check
    self.attend = attend
    self.erasure = erasure
    self.secrets = secrets
    self.address = address
    self.limits = limits
    self.log = log
    self.desk = desk
    self.callers = callers
    sessions = VoiceSessions(limits)
  }

  /// How many sessions there are, those that wait to be resumed among them.
  public var sessionCount: Int { sessions.count }

  /// The route to be mounted.
  public var route: WebSocketRoute {
    WebSocketRoute(path: "/v1/voice", limits: VoiceLimits.socket) { request in
      do throws(Refusal) {
        return try await self.decide(request)
      } catch {
        return error.decision
      }
    }
  }

  private func decide(_ request: UpgradeRequest) async throws(Refusal) -> UpgradeDecision {
    let bearer = try await bearer(of: request)
    guard APIOperation.at("GET /v1/voice")?.allows(bearer) == true else { throw Refusal(.forbidden, "Forbidden") }
    guard let user = bearer.user else { throw Refusal(AttendCall.Failure.notAPerson) }
    let tenant = try await tenant(of: request, for: bearer)
    let query: VoiceQuery
    do throws(VoiceQuery.Fault) { query = try VoiceQuery(request.query) } catch {
      throw Refusal(Problem(.badRequest, "Malformed query", detail: error.remedy, field: error.field, in: .query))
    }
    let errand: VoiceSocket.Errand
    if let call = query.call {
      do throws(AttendCall.Failure) { try await attend.check(call, for: bearer, of: tenant) } catch {
        throw Refusal(error)
      }
      let place = CallPlace(tenant: tenant, call: call)
      if desk(place) == nil, let owner = try await owner(of: place), owner != address {
        let url = owner.socket("\(request.path)?\(request.query ?? "")")
        return .accept(subprotocol: Self.chosen(from: request)) { _ in MovedSocket(to: url) }
      }
      errand = try self.errand(
        for: request, VoiceSession.Identity(bearer: bearer, user: user, place: place, token: secrets.make()))
    } else {
      errand = try calling(request, bearer, user, of: tenant)
    }
    let number = sockets.add(1, ordering: .relaxed).newValue
    let format = query.format
    return .accept(subprotocol: Self.chosen(from: request)) { loop in
      VoiceSocket(errand, format, number: number, at: self, on: loop)
    }
  }

  private func owner(of place: CallPlace) async throws(Refusal) -> NodeAddress? {
    do throws(StoreFailure) { return try await attend.owner(of: place) } catch { throw .unavailable }
  }

  /// A new session, or the one that a token resumes: only the same person's in the same call.
  private func errand(
    for request: UpgradeRequest, _ identity: VoiceSession.Identity
  ) throws(Refusal) -> VoiceSocket.Errand {
    if let entry = try resumed(by: request, { $0.user == identity.user && $0.place == identity.place }) {
      return .resume(entry)
    }
    guard let desk = desk(identity.place) else {
      throw Refusal(.conflict, "Not here", detail: "No session has this call just now: try again.")
    }
    let entry = try entry(of: identity, isCaller: false, on: desk.eventLoop)
    return .begin(entry) { [limits, log] ended in
      VoiceSession(
        identity, limits, on: desk.eventLoop, log: log.about(identity.place),
        admit: { desk.admit($0, identity.bearer) }, ended: ended)
    }
  }

  /// Somebody calls, or resumes their own call. The call itself begins with the socket.
  private func calling(
    _ request: UpgradeRequest, _ bearer: Bearer, _ user: User.ID, of tenant: Tenant.ID
  ) throws(Refusal) -> VoiceSocket.Errand {
    guard let callers else {
      throw Refusal(
        Problem(
          .badRequest, "Malformed query", detail: VoiceQuery.noCall.remedy, field: VoiceQuery.noCall.field, in: .query))
    }
    if let entry = try resumed(by: request, isCaller: true, { $0.user == user && $0.place.tenant == tenant }) {
      return .resume(entry)
    }
    let loop = callers.nextLoop()
    let identity = VoiceSession.Identity(
      bearer: bearer, user: user, place: CallPlace(tenant: tenant, call: callers.newCall()), token: secrets.make())
    return .begin(try entry(of: identity, isCaller: true, on: loop)) { [limits] ended in
      VoiceCaller(identity, limits, at: callers, on: loop, ended: ended)
    }
  }

  /// The session that the request resumes, `nil` when it resumes none; only one that is `theirs` and of this kind.
  private func resumed(
    by request: UpgradeRequest, isCaller: Bool = false, _ isTheirs: (VoiceSession.Identity) -> Bool
  ) throws(Refusal) -> VoiceSessions.Entry? {
    guard let token = try Self.one(of: request.subprotocols, after: Self.resumePrefix) else { return nil }
    guard let entry = sessions.entry(secrets.digest(token)), entry.isCaller == isCaller, isTheirs(entry.identity)
    else {
      throw Refusal(
        .notFound, "No such session",
        detail: "It is over, or was never yours: " + (isCaller ? "call anew." : "join the call anew."))
    }
    return entry
  }

  private func entry(
    of identity: VoiceSession.Identity, isCaller: Bool, on loop: any EventLoop
  ) throws(Refusal) -> VoiceSessions.Entry {
    guard sessions.hasRoom(for: identity.user) else {
      throw Refusal(.tooManyRequests, "Too many sessions", detail: VoiceFault.tooManySessions.remedy)
    }
    return VoiceSessions.Entry(
      identity: identity, digest: secrets.digest(identity.token), isCaller: isCaller,
      session: .makeEmptyBox(valueType: (any VoiceParty).self, eventLoop: loop))
  }

  // MARK: Who asks

  private func bearer(of request: UpgradeRequest) async throws(Refusal) -> Bearer {
    let offered = try Self.one(of: request.subprotocols, after: Self.bearerPrefix)
    guard let token = offered ?? Self.token(in: request.headers.all("Authorization")),
      token.utf8.count <= VoiceLimits.maximumTokenBytes
    else { throw .unauthorized("Bearer") }
    do throws(BearerCheck.Failure) {
      return try await check(token)
    } catch {
      throw error == .unavailable ? .unavailable : .unauthorized("Bearer error=\"invalid_token\"")
    }
  }

  /// The bearer's own tenant, or the one that a platform administrator names. One that is closed lets nobody in.
  private func tenant(of request: UpgradeRequest, for bearer: Bearer) async throws(Refusal) -> Tenant.ID {
    let names = request.headers.all(Self.tenantHeader)
    let named = names.first.flatMap { Tenant.ID($0) }
    guard names.count <= 1, names.isEmpty || named != nil, let tenant = bearer.tenant(named: named) else {
      throw Refusal(
        Problem(
          .badRequest, "No tenant", detail: "Name the tenant by its id, once.", field: Self.tenantHeader, in: .header))
    }
    let isClosed: Bool
    do throws(StoreFailure) { isClosed = try await erasure.closure(of: tenant) != nil } catch { throw .unavailable }
    guard !isClosed else { throw .unauthorized("Bearer error=\"invalid_token\"") }
    return tenant
  }

  private static func token(in fields: [String]) -> String? {
    guard fields.count == 1 else { return nil }
    let parts = fields[0].split(separator: " ")
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }

  /// What stands behind the prefix in the one subprotocol that has it.
  private static func one(of subprotocols: [String], after prefix: String) throws(Refusal) -> String? {
    let found = subprotocols.filter { $0.hasPrefix(prefix) }
    guard found.count <= 1 else {
      throw Refusal(.badRequest, "Ambiguous", detail: "More than one subprotocol begins with \(prefix)")
    }
    return found.first.map { String($0.dropFirst(prefix.count)) }
  }

  /// A server that chooses none of what was offered is hung up on by browsers; a token is echoed only to who offers nothing else.
  private static func chosen(from request: UpgradeRequest) -> String? {
    let offered = request.subprotocols
    return offered.contains(subprotocol) ? subprotocol : offered.first { $0.hasPrefix(bearerPrefix) } ?? offered.first
  }
}

/// Why no socket is opened.
private struct Refusal: Error {
  let problem: Problem
  var challenge: String?

  init(_ problem: Problem) { self.problem = problem }

  init(_ status: Status, _ title: String, detail: String? = nil) { problem = Problem(status, title, detail: detail) }

  init(_ failure: AttendCall.Failure) {
    self =
      switch failure {
      case .notFound: Refusal(.notFound, "Not found")
      case .notAPerson: Refusal(.forbidden, "Forbidden", detail: "Only people attend calls; an API key is a machine's.")
      case .tooLate, .notJoined:
        Refusal(.conflict, "Too late", detail: "The call is over, is handed over, or isn't with the receptionist.")
      case .full: Refusal(.conflict, "Full", detail: VoiceFault.departed(.full).remedy)
      case .store(.notFound): Refusal(.notFound, "Not found")
      case .store: .unavailable
      }
  }

  static let unavailable = Refusal(.unavailable, "Try again later")

  static func unauthorized(_ challenge: String) -> Refusal {
    var refusal = Refusal(.unauthorized, "Unauthorized")
    refusal.challenge = challenge
    return refusal
  }

  var decision: UpgradeDecision {
    let response = problem.response()
    var headers = [("Content-Type", "application/problem+json")]
    if let challenge { headers.append(("WWW-Authenticate", challenge)) }
    if problem.status == .unavailable { headers.append(("Retry-After", "1")) }
    return .refuse(status: problem.status.code, headers: headers, body: response.body)
  }
}
