public import PropertyTesting
public import VoiceCore

/// One of VoiceCore's promises, ready to be run on its subjects. The page in `specs/` with the same number says it in words.
public struct VerifiedProperty: Sendable {
  public let number: Int
  public let title: String
  /// The law on pure values; `nil` when it isn't one of values.
  public let core: (@Sendable () -> Property)?
  /// The law through a store; `nil` when it isn't one of stores.
  public let store: (@Sendable (StoreSource) -> Property)?
  /// The law in the simulated world, over a store of this source; `nil` when the world doesn't check it yet.
  public let sim: (@Sendable (StoreSource) -> Property)?

  /// The law on a store whose rows are sealed; `nil` when it isn't about sealing.
  public let sealed: (@Sendable (SealedSource) -> Property)?

  init(
    number: Int, title: String, core: (@Sendable () -> Property)?, store: (@Sendable (StoreSource) -> Property)?,
    sealed: (@Sendable (SealedSource) -> Property)? = nil, isSimulated: Bool = false
  ) {
    self.number = number
    self.title = title
    self.core = core
    self.store = store
    self.sealed = sealed
    if isSimulated {
      sim = { source in SimulatedDays.property(number, title, source) }
    } else {
      sim = nil
    }
  }

  /// Whether the law wants a store that keeps the tenants' keys, where a store can: it is about what they open.
  public var isOfKeys: Bool { number == 2 || number == 3 }

  /// Whether any store is a subject of it.
  public var isOfStores: Bool { store != nil || sealed != nil }

  /// The exact name under which the property is known everywhere.
  public var tag: String { "Feature: voicecore-ai, Property \(number): \(title)" }
}

/// Where stores come from: each case gets a fresh and empty one.
public struct StoreSource: Sendable {
  public let name: String
  let make: @Sendable () async throws -> any ErasableStore

  /// A source of this name.
  public init(_ name: String, make: @escaping @Sendable () async throws -> any ErasableStore) {
    self.name = name
    self.make = make
  }
}

extension VerifiedProperty {
  /// All that exist, by number.
  public static let all: [VerifiedProperty] = [
    .p01TenantDataIsolation, .p02TenantProvisioningCompleteness, .p03TenantDataCleanup,
    .p04AILanguageConsistency, .p05AIResponseLatency, .p06AITransferLogic,
    .p07SpamDetectionAndAction, .p08CallRoutingPreservation, .p09ExtensionRouting, .p10AgentStatusManagement,
    .p11CallActivityLogging, .p12PrivacyCompliance,
    .p13DataEncryption, .p14AITrainingIntegration, .p15CreditSystemEnforcement, .p16ExternalServiceIntegration,
    .p17RealTimeCommunication,
    .p18CallQueuePrioritization, .p19DepartmentIsolation, .p20AnalyticsGeneration, .p21AutomaticTranscription,
    .p22APIFunctionality,
    .p23WebhookDelivery, .p24DataExportConsistency,
    .p29OneEndPerCall, .p30UtterancesInOrder, .p31BargeInAndTakeover, .p34CostCeiling, .p36FairAssignment,
    .p37BoundedMemory, .p38SecretsStaySecret,
    .p40CircuitBreaker, .p41Retry, .p42RateLimits, .p43Reconnect, .p44ToolCalls, .p45SignedURLs, .p46PhoneNumbers,
    .p47AudioCodec,
    .p48OrderlyShutdown,
  ]
}
