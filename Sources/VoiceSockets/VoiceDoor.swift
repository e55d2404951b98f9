public import Logging
public import MediaBridge
public import NIOCore
internal import SocketDoors
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
  private static let resumePrefix = "resume."

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

  private let admission: SocketAdmission
  private let attend: AttendCall
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
    admission = SocketAdmission(check: check, erasure: erasure)
    self.attend = attend
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
      do throws(SocketRefusal) {
        return try await self.decide(request)
      } catch {
        return error.decision
      }
    }
  }

  private func decide(_ request: UpgradeRequest) async throws(SocketRefusal) -> UpgradeDecision {
    let admitted = try await admission(request, at: "GET /v1/voice")
    let (bearer, tenant) = (admitted.bearer, admitted.tenant)
    guard let user = bearer.user else { throw SocketRefusal(AttendCall.Failure.notAPerson) }
    let query: VoiceQuery
    do throws(VoiceQuery.Fault) { query = try VoiceQuery(request.query) } catch {
      throw SocketRefusal(Problem(.badRequest, "Malformed query", detail: error.remedy, field: error.field, in: .query))
    }
    let errand: VoiceSocket.Errand
    if let call = query.call {
      do throws(AttendCall.Failure) { try await attend.check(call, for: bearer, of: tenant) } catch {
        throw SocketRefusal(error)
      }
      let place = CallPlace(tenant: tenant, call: call)
      if desk(place) == nil, let owner = try await owner(of: place), owner != address {
        let url = owner.socket("\(request.path)?\(request.query ?? "")")
        return .accept(subprotocol: request.chosenSubprotocol(Self.subprotocol)) { _ in MovedSocket(to: url) }
      }
      errand = try self.errand(
        for: request, VoiceSession.Identity(bearer: bearer, user: user, place: place, token: secrets.make()))
    } else {
      errand = try calling(request, bearer, user, of: tenant)
    }
    let number = sockets.add(1, ordering: .relaxed).newValue
    let format = query.format
    return .accept(subprotocol: request.chosenSubprotocol(Self.subprotocol)) { loop in
      VoiceSocket(errand, format, number: number, at: self, on: loop)
    }
  }

  private func owner(of place: CallPlace) async throws(SocketRefusal) -> NodeAddress? {
    do throws(StoreFailure) { return try await attend.owner(of: place) } catch { throw .unavailable }
  }

  /// A new session, or the one that a token resumes: only the same person's in the same call.
  private func errand(
    for request: UpgradeRequest, _ identity: VoiceSession.Identity
  ) throws(SocketRefusal) -> VoiceSocket.Errand {
    if let entry = try resumed(by: request, { $0.user == identity.user && $0.place == identity.place }) {
      return .resume(entry)
    }
    guard let desk = desk(identity.place) else {
      throw SocketRefusal(.conflict, "Not here", detail: "No session has this call just now: try again.")
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
  ) throws(SocketRefusal) -> VoiceSocket.Errand {
    guard let callers else {
      throw SocketRefusal(
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
  ) throws(SocketRefusal) -> VoiceSessions.Entry? {
    guard let token = try request.subprotocol(after: Self.resumePrefix) else { return nil }
    guard let entry = sessions.entry(secrets.digest(token)), entry.isCaller == isCaller, isTheirs(entry.identity)
    else {
      throw SocketRefusal(
        .notFound, "No such session",
        detail: "It is over, or was never yours: " + (isCaller ? "call anew." : "join the call anew."))
    }
    return entry
  }

  private func entry(
    of identity: VoiceSession.Identity, isCaller: Bool, on loop: any EventLoop
  ) throws(SocketRefusal) -> VoiceSessions.Entry {
    guard sessions.hasRoom(for: identity.user) else {
      throw SocketRefusal(.tooManyRequests, "Too many sessions", detail: VoiceFault.tooManySessions.remedy)
    }
    return VoiceSessions.Entry(
      identity: identity, digest: secrets.digest(identity.token), isCaller: isCaller,
      session: .makeEmptyBox(valueType: (any VoiceParty).self, eventLoop: loop))
  }
}

extension SocketRefusal {
  fileprivate init(_ failure: AttendCall.Failure) {
    self =
      switch failure {
      case .notFound: SocketRefusal(.notFound, "Not found")
      case .notAPerson:
        SocketRefusal(.forbidden, "Forbidden", detail: "Only people attend calls; an API key is a machine's.")
      case .tooLate, .notJoined:
        SocketRefusal(
          .conflict, "Too late", detail: "The call is over, is handed over, or isn't with the receptionist.")
      case .full: SocketRefusal(.conflict, "Full", detail: VoiceFault.departed(.full).remedy)
      case .store(.notFound): SocketRefusal(.notFound, "Not found")
      case .store: .unavailable
      }
  }
}
