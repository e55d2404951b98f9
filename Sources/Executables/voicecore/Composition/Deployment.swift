import CallRuntime
import EmbeddedStore
import Foundation
public import Logging
import MediaBridge
import MemoryStore
public import NIOCore
import NIOPosix
public import OfflineSpeech
import OpenAI
import OpenTelemetry
import SQLiteStore
import Sealing
public import Server
import ServiceLifecycle
import Tokens
import Twilio
public import UnixSignals
public import VoiceCore
import VoiceSockets
public import Web
import WebSockets
import Webhooks

/// The composition root: the one place that knows every adapter and gives each port its own.
public struct Deployment: Sendable {
  /// Where the server is reached from outside.
  public let publicURL: String
  public let store: any ErasableStore
  public let provision: ProvisionTenant
  public let passwords: any Passwords
  public let ids: IDSource
  /// How many sessions live now.
  public var liveSessions: Int { live.count }
  private let live: LiveSessions
  /// How many voice sessions of the tenants' people live now.
  public var voiceSessions: Int { voice.sessionCount }
  private let voice: VoiceDoor
  /// Finds places and devices of access; the same for all nodes over one store.
  private let keyed: KeyedDigest
  /// Chains the audit log; the same for all nodes over one store.
  private let audit: AuditDigest
  /// Signs for what was erased.
  private let signer: StatementSigner
  private let leadership: any Leadership
  /// Where large things are kept.
  private let objects: any ObjectStore
  /// Every route that is mounted.
  public let routes: [any Route]
  private let services: ServiceGroup
  private let telephony: TwilioTelephony?
  private let closeStore: @Sendable () async -> Void

  /// Wires everything; nothing runs yet. `close` gives back what was opened, run or not.
  /// - Parameter shared: another node in this process, whose store this one uses and doesn't close.
  /// - Parameter speech: the receptionist's voice; several deployments in one process may share it.
  /// - Parameter ears: what understands the offline receptionist's callers; `nil` leaves them the keys.
  /// - Parameter signals: the ones that begin an orderly shutdown.
  /// - Throws: `SettingProblems` for what only shows on trying: a database that can't be opened, a key that isn't one.
  public static func assemble(
    _ settings: Settings, eventLoops: any EventLoopGroup, metrics: PrometheusMetrics, log: Logger,
    sharing shared: Deployment? = nil, bounds: Bounds = Bounds(),
    speech: any SpeechSynthesizer = SpeechCache(EspeakSynthesizer()), ears: (any SpeechRecognizer)? = nil,
    signals: [UnixSignal] = [], onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
  ) async throws -> Deployment {
    let limits = bounds.reception(for: settings)
    let chain = bounds.chain(for: settings)

    // Time, ids and chance.
    let time = LoopTime(on: eventLoops)
    let chance = Chance.system
    let ids = IDSource.system(time: time, chance: chance)
    let secrets = SecretTokens.random()

    let traces = settings.traces.map {
      OTLPExporter($0, version: productVersion, on: eventLoops, time: time, chance: chance, log: log)
    }

    // The store.
    let opened =
      if let shared {
        StoreOpening.Opened(
          store: shared.store, keyed: shared.keyed, audit: shared.audit, signer: shared.signer,
          leadership: shared.leadership, rewrap: nil, dataKeys: nil, close: {})
      } else {
        try await StoreOpening.open(settings, time: time)
      }
    let (store, closeStore) = (opened.store, opened.close)
    StoreOpening.observe(settings, on: metrics)
    let place =
      try shared.map { ObjectOpening.Opened(objects: $0.objects) }
      ?? ObjectOpening.open(
        settings, time: time, chance: chance, eventLoops: eventLoops, breaking: bounds.breaking, log: log)
    let objects = place.objects

    // The carrier. Its signatures cover the public URL, so that must be known before anything listens.
    let port = settings.port == 0 ? try await FreePort.find(on: settings.host) : settings.port
    let publicURL = settings.publicURL ?? "http://\(settings.host):\(port)"
    let carrier: TwilioSettings
    do throws(TwilioSettings.Unusable) {
      carrier = try TwilioSettings(
        accountSID: settings.carrier?.accountSID ?? "", authTokens: settings.carrier?.authTokens ?? [],
        publicURL: publicURL, apiURL: settings.carrier?.apiURL ?? TwilioSettings.defaultAPIURL)
    } catch {
      throw SettingProblems(problems: [SettingProblem("VOICECORE_PUBLIC_URL, TWILIO_*", error.description)])
    }
    let telephony = settings.carrier.map { _ in
      TwilioTelephony(
        carrier, eventLoopGroup: eventLoops, gate: Breaker(of: "twilio", bounds.breaking, time: time, log: log).gate,
        log: log)
    }

    // Access.
    let passwords = ScryptPasswords()
    let keys = try EmbeddedKey.keys(for: settings)
    let ownTokens = try await JWTAccessTokens(keys, issuer: publicURL)

    // Screening: one desk, so that rules are compiled once.
    let desk = ScreeningDesk(store: store, chance: chance)

    // The receptionist and the sessions.
    let node: Node.ID = ids()
    let address = NodeAddress(settings.nodeURL ?? publicURL)
    let apps = AppLegs()
    let legs = apps.control(beside: telephony ?? NoTelephony())
    let live = LiveSessions()
    let telemetry = CallMeters().telemetry.tracing(to: traces?.sink)
    let drain = Drain()
    let auditing = Auditing(time: time, ids: ids, digest: opened.audit)
    let attend = AttendCall(store: store, time: time, auditing: auditing)
    let sealing = ObjectSealer()
    let recordings = AttendRecordings(
      store: store, recorder: telephony ?? NoRecorder(), objects: objects, sealing: sealing, time: time,
      chance: chance)
    let reception = Reception(
      joinStream: JoinStream(store: store, time: time, tokens: secrets, node: node, address: address),
      voiceAI: try VoiceAIChoice.voiceAI(
        for: settings,
        VoiceAIChoice.Means(
          speech: speech, ears: ears, realtime: bounds.realtime, chain: chain, eventLoops: eventLoops, time: time,
          chance: chance, breaking: bounds.breaking, log: log)),
      work: SessionWork(
        store: store, telephony: legs, time: time, desk: desk, telemetry: telemetry, node: node,
        recordings: recordings, attend: attend),
      live: live, limits: limits,
      log: log)
    // Half of the time after which others take its calls: one that can't show that it lives had better take none.
    let sign = PresenceSign(time: time, tolerance: bounds.orphans.grace / 2)
    let admission = Admission {
      if drain.isDraining { return .draining }
      if live.count >= limits.maximumSessions { return .capacity }
      return sign.isSeen ? nil : .unseen
    }

    // Tenants that go.
    let erase = EraseTenant(
      store: store, objects: objects, telephony: legs, signer: opened.signer, time: time,
      auditing: auditing, recorder: telephony ?? NoRecorder(), rule: bounds.erasure)
    let closed = ClosedTenants(time: time)
    let eraser = ErasureWorker(
      erasure: store.erasure, erase: erase, live: live, time: time, goodbye: limits.maximumGoodbye,
      deadline: bounds.erasure.deadline, log: log, tell: closed.learn)

    // Where tenants want to be told of events.
    let bell = TenantBell()
    let rule = WebhookRule(allowsLoopback: settings.mode == .development)
    let receivers = HTTPWebhooks(
      rule, on: eventLoops, tracing: { traces == nil ? nil : $0.trace }, writing: WebhookBody.bytes)
    let sending = WebhookWorker(
      store: store, sender: receivers, time: time, chance: chance, auditing: auditing, bell: bell, log: log)

    // Files that tenants ask for.
    let orders = TenantBell()
    let links = DownloadLinks(opened.keyed)
    let writing = ExportWorker(
      store: store,
      write: WriteExports(
        store: store, objects: objects, sealing: sealing, digests: .sha256, time: time, chance: chance),
      time: time, bell: orders, log: log)

    let dialOut = telephony.map {
      DialOut(store: store, dialling: $0, telephony: $0, time: time, telemetry: telemetry)
    }

    // The doors.
    let zones = SystemTimeZones()
    let end = EndCall(store: store, time: time, telemetry: telemetry)
    let answer = AnswerCall(
      store: store, time: time, ids: ids, tokens: secrets, admission: admission, desk: desk,
      telemetry: telemetry, zones: zones)
    let webhooks = twilioRoutes(
      carrier,
      answer: answer,
      challenge: AnswerChallenge(store: store, time: time, tokens: secrets, telemetry: telemetry, zones: zones),
      continue: ContinueCall(store: store, time: time, tokens: secrets, zones: zones, admission: admission),
      reportTransfer: ReportTransfer(store: store, time: time, telemetry: telemetry, zones: zones), end: end,
      waiting: WaitingDoors(
        store: store, carrier: legs, time: time, tokens: secrets, telemetry: telemetry, zones: zones),
      directory: store.platform, log: log)
    // From here on nothing fails: its client must be closed.
    let published = settings.outsideIssuer.map { _ in PublishedKeys(on: eventLoops) }
    let tokens = AnyAccessTokens(
      own: ownTokens,
      outside: settings.outsideIssuer.flatMap { issuer in
        published.map { OutsideAccessTokens(issuer, fetch: $0.fetch) }
      })
    let hub = EventHub(store: store, time: time, limits: bounds.events)
    let ports = APIPorts(
      store: store, time: time, ids: ids, secrets: secrets, keyed: opened.keyed, passwords: passwords,
      tokens: tokens, desk: desk, audit: opened.audit, notices: .logged(to: log), erase: erase, zones: zones,
      closed: closed, carrier: legs,
      recordings: RecordingDoors(
        attend: recordings, store: store, objects: objects, sealing: sealing, links: links,
        time: time, publicURL: publicURL),
      dialOut: dialOut, admission: admission, telemetry: telemetry,
      floor: FloorDoors { live.operators(of: $0)?.floorChanged() },
      gate: bounds.areRequestsCounted
        ? BearerGate(
          reads: .reads(perMinute: settings.readsPerMinute), writes: .writes(perMinute: settings.writesPerMinute),
          time: time) : nil,
      hub: hub, webhooks: WebhookDoors(sender: receivers, rule: rule, tell: bell.ring),
      exports: ExportDoors(
        store: store, objects: objects, sealing: sealing, links: links, time: time, publicURL: publicURL,
        tell: orders.ring))
    let api = APIRoutes(ports, isSecure: publicURL.lowercased().hasPrefix("https:"))
    metrics.observe("voicecore_event_readers") { Double(hub.count) }
    let realtime = RealtimeDoor(hub: hub, api: api, ports: ports)
    let callers = VoiceCallers(
      VoiceCallers.Means(
        answer: AnswerApp(store: store, answer: answer),
        end: EndAppCall(store: store, time: time, telemetry: telemetry), ids: ids, time: time, chance: chance,
        legs: apps, eventLoops: eventLoops, address: address, arrive: reception.arrive), log: log)
    let voice = VoiceDoor(
      check: BearerCheck(
        tokens: tokens, keys: AuthenticateAPIKey(store: store, time: time, secrets: secrets), time: time),
      attend: attend, erasure: store.erasure, secrets: secrets, address: address, limits: bounds.voice,
      callers: callers,
      log: log
    ) { place in
      live.operators(of: place).map { VoiceDoor.Desk(eventLoop: $0.eventLoop, admit: $0.admit) }
    }
    metrics.observe("voicecore_voice_sessions_active") { Double(voice.sessionCount) }
    var serverLimits = ServerLimits()
    serverLimits.callDrain = settings.drain + limits.endingGrace + limits.questionTime
    // Who reads events stays connected, and takes no place from calls and requests.
    serverLimits.maximumConnections += bounds.events.maximumReaders
    let operations = OperationsRoutes(
      documenting: api.routes, version: productVersion, metrics: metrics, readiness: [.store(store), .presence(sign)],
      drain: drain, time: time, keySet: ownTokens.jwks, limits: serverLimits)
    let routes = operations.routes + api.routes + webhooks
    let server = VoiceCoreServer(
      host: settings.host, port: port, routes: routes,
      sockets: [twilioMediaRoute(carrier, log: log, arrive: reception.arrive), voice.route, realtime.route],
      drain: drain, time: time,
      ids: ids,
      eventLoops: eventLoops, logger: log, limits: serverLimits, metrics: metrics,
      gate: bounds.attempts.map {
        AttemptGate(
          $0, tagging: DailyAddressTags(time: time).tagging, proxies: settings.trustedProxies, time: time)
      },
      origins: settings.origins, spans: traces?.sink,
      whileDraining: { await reception.drain(within: settings.drain) }, onRunning: onRunning)

    let background = BackgroundWork(
      node: node, store: store, leadership: opened.leadership, carrier: legs, time: time, telemetry: telemetry,
      live: live, sign: sign,
      followers: [
        FinishTranscripts(store: store, time: time), QueueWebhooks(store: store, time: time, tell: bell.ring),
      ], rewrap: opened.rewrap,
      renewSeals: opened.dataKeys?.renew,
      orphans: bounds.orphans, dialOut: dialOut,
      callBack: dialOut.map { CallBackInTurn(store: store, dialOut: $0, time: time, ids: ids) }, recordings: recordings,
      recordingPause: bounds.recordingPause, webhooks: sending, exports: writing,
      erasePerson: ErasePerson(store: store, signer: opened.signer, time: time), log: log
    )

    return Deployment(
      publicURL: publicURL, store: store, provision: ProvisionTenant(store: store), passwords: passwords, ids: ids,
      live: live, voice: voice, keyed: opened.keyed, audit: opened.audit, signer: opened.signer,
      leadership: opened.leadership,
      objects: objects, routes: routes,
      services: services(background, traces, hub, callers, reception, server, eraser, signals, log),
      telephony: telephony,
      closeStore: {
        await receivers.close()
        await published?.close()
        await place.close()
        await closeStore()
      })
  }

  /// The bounds that a deployment doesn't take from its settings.
  public struct Bounds: Sendable {
    var reception = ReceptionLimits()
    var realtime = OpenAILimits()
    var voice = VoiceLimits()
    /// Of who hears of events.
    var events = EventHub.Limits()
    var chain = ReceptionistChain.Limits()
    /// When a service that is down isn't asked any more, and for how long.
    var breaking = CircuitBreaker.Rule()
    var erasure = ErasureRule()
    var orphans = OrphanLimits()
    /// How often it is looked what recordings need.
    var recordingPause: Duration = .seconds(5)
    /// How often one address may try to sign in on this node; `nil` for as often as it likes.
    var attempts: RateRule? = .authentication
    /// Whether users and API keys are held to the settings' requests a minute.
    var areRequestsCounted = true

    /// The default bounds.
    public init() {}

    func reception(for settings: Settings) -> ReceptionLimits {
      var limits = reception
      // Keys alone cost nothing.
      if settings.ai != [.offline] { limits.session = settings.session ?? limits.session ?? .standard }
      // Whoever still waits for an answer isn't asked whether they are there.
      let answering = chain(for: settings).answering
      let patience = settings.silence ?? limits.silence?.patience ?? CallerSilence.Rule.standard.patience
      limits.silence = CallerSilence.Rule(patience: max(patience, answering.answer + answering.next))
      return limits
    }

    func chain(for settings: Settings) -> ReceptionistChain.Limits {
      var limits = chain
      limits.answering.filler = settings.fillerAfter ?? limits.answering.filler
      limits.answering.answer = settings.answerWithin ?? limits.answering.answer
      return limits
    }

    /// What waits for time in a deployment waits shorter in tests.
    public static let forTests: Bounds = {
      var bounds = Bounds()
      bounds.reception.streamGrace = .seconds(1)
      bounds.reception.maximumJoin = .seconds(2)
      bounds.reception.questionTime = .seconds(2)
      bounds.recordingPause = .milliseconds(250)
      bounds.orphans.pause = .milliseconds(250)
      bounds.orphans.grace = .seconds(5)
      bounds.orphans.ownPause = .seconds(1)
      bounds.realtime.maximumSetup = .seconds(1)
      bounds.realtime.maximumSilence = .seconds(2)
      bounds.realtime.maximumStall = .seconds(2)
      bounds.realtime.retryDelay = .milliseconds(100)
      bounds.realtime.maximumResponse = .seconds(2)
      bounds.realtime.maximumCancellation = .seconds(2)
      bounds.realtime.maximumTranscription = .seconds(1)
      bounds.realtime.maximumFarewellSilence = .seconds(2)
      // Laws about what a provider does wait for it; those about who stands in for it say so.
      bounds.chain.answering.filler = .seconds(30)
      bounds.chain.answering.answer = .seconds(30)
      bounds.breaking = CircuitBreaker.Rule(threshold: 50, openTime: .seconds(1), probeTime: .seconds(1))
      bounds.erasure.settling = .zero
      // All tests come from one address.
      bounds.attempts = nil
      // And ask as often as they like.
      bounds.areRequestsCounted = false
      return bounds
    }()
  }

  /// Serves until told to stop: by a signal, by `stop`, or by cancellation. Then drains (property 48).
  public func run() async throws { try await services.run() }

  /// Begins an orderly shutdown; `run` returns when it is done.
  public func stop() async { await services.triggerGracefulShutdown() }

  /// Gives back what `assemble` opened.
  public func close() async {
    await telephony?.close()
    await closeStore()
  }
}

extension ReadinessCheck {
  /// Whether the other nodes see that this one lives.
  fileprivate static func presence(_ sign: PresenceSign) -> ReadinessCheck {
    ReadinessCheck("presence") { sign.isSeen ? .ready : .failed(reason: "other nodes don't see this one") }
  }
}
