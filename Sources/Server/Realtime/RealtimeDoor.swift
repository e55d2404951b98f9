internal import NIOCore
internal import SocketDoors
internal import VoiceCore
internal import Web
public import WebSockets

/// `WS /v1/realtime?last_event_id=ID&topics=...`: what happens in a tenant's calls, as it happens (property 17). Clients say what
/// they do over the same socket.
public struct RealtimeDoor: Sendable {
  /// The name that a client offers beside its token, since a server must choose one that was offered.
  public static let subprotocol = "voicecore.realtime"
  static let path = "/v1/realtime"
  /// The WebSocket's own bounds: a client that doesn't read is first left waiting, then cut off.
  static let limits = WebSocketLimits(
    maximumMessageBytes: 16 << 10, pingInterval: .seconds(15), missedPongsBeforeDead: 2, highWaterMarkBytes: 64 << 10,
    maximumPendingOutboundBytes: 2 << 20)

  let hub: EventHub
  let admission: SocketAdmission
  private let router: Router
  private let agents: ReadAgents

  /// A door to a hub.
  /// - Parameter api: what commands are asked of.
  public init(hub: EventHub, api: APIRoutes, ports: APIPorts) {
    self.hub = hub
    admission = SocketAdmission(check: ports.bearerCheck, erasure: ports.store.erasure)
    router = Router(api.routes)
    agents = ReadAgents(store: ports.store)
  }

  /// The route to be mounted.
  public var route: WebSocketRoute {
    WebSocketRoute(path: Self.path, limits: Self.limits) { request in
      do throws(SocketRefusal) {
        let admitted = try await admission(request, at: "GET \(Self.path)")
        let wish = try Self.wish(of: request)
        return .accept(subprotocol: request.chosenSubprotocol(Self.subprotocol)) { loop in
          RealtimeSocket(admitted, wish, at: self, on: loop)
        }
      } catch {
        return error.decision
      }
    }
  }

  private static func wish(of request: UpgradeRequest) throws(SocketRefusal) -> JoinEvents.Wish {
    do throws(Query.Fault) {
      let query = try Query(
        of: Web.Request(.get, path, query: request.query), allowed: ["last_event_id", "topics"])
      // A name that can't be an event's is as good as one that isn't known: how things stand is told.
      return JoinEvents.Wish(after: query.text("last_event_id").flatMap { EventID($0) }, topics: try query.topics())
    } catch {
      throw SocketRefusal(error.problem)
    }
  }

  /// Carries out a command as the REST API does.
  func answer(_ act: RealtimeCommand.Act, by admitted: SocketAdmission.Admitted) async -> Response {
    var path = act.path
    if path == nil, let user = admitted.bearer.user {
      do throws(StoreFailure) {
        path = try await agents.agent(of: user, in: admitted.tenant).map { "/v1/agents/\($0)/status" }
      } catch {
        return Response(error, to: Web.Request(act.method, Self.path))
      }
    }
    guard let path else {
      return Problem(
        .notFound, "Not found", detail: "You take no calls as an agent: say `agent_id`.", field: "agent_id"
      )
      .response()
    }
    return await router.respond(
      to: Web.Request(
        act.method, path, headers: Headers(admitted.headers.map { Headers.Field($0.name, $0.value) }), body: act.body))
  }
}
