/// Which room may import which: the arrows of `docs/architecture.md` as a table. A new room begins with its row here.
enum RoomDoors {
  static let mayImport: [String: Set<String>] = [
    // Inside.
    "VoiceCore": [],
    // Stores.
    "RowStore": ["VoiceCore"],
    "MemoryStore": ["VoiceCore", "RowStore"],
    "SQLiteStore": ["VoiceCore", "RowStore"],
    "PostgresStore": ["VoiceCore", "RowStore", "CLibPQ"],
    // A server for tests and laws, and databases on it.
    "PrivatePostgres": ["VoiceCore", "PostgresStore"],
    // Stores that seal as the server does, for the law about that.
    "SealedSubjects": [
      "VoiceCore", "SQLiteStore", "PostgresStore", "PrivatePostgres", "Sealing", "Generators", "Properties",
    ],
    // The media path.
    "MediaBridge": [],
    "CallRuntime": ["VoiceCore", "MediaBridge"],
    // The outside, in values and sockets.
    "Web": [],
    "WebSockets": [],
    "CLibPQ": [],
    "LiveMemory": [],
    // Who is let in at a socket of the API.
    "SocketDoors": ["VoiceCore", "Web", "WebSockets"],
    "Server": ["VoiceCore", "Web", "WebSockets", "SocketDoors", "LiveMemory"],
    // Adapters: one outside service or library each.
    "Twilio": ["VoiceCore", "Web", "WebSockets", "MediaBridge"],
    "VoiceSockets": ["VoiceCore", "Web", "WebSockets", "SocketDoors", "MediaBridge"],
    "OpenAI": ["VoiceCore", "WebSockets", "MediaBridge"],
    "OfflineSpeech": ["VoiceCore", "MediaBridge"],
    "ObjectStorage": ["VoiceCore", "Web"],
    "Webhooks": ["VoiceCore"],
    "OpenTelemetry": ["VoiceCore", "Web"],
    "Sealing": ["VoiceCore"],
    "Tokens": ["VoiceCore"],
    // Stand-ins share the wire with us and nothing else.
    "Simulators": ["WebSockets"],
    // The proof.
    "PropertyTesting": [],
    "PropertyExpectations": ["PropertyTesting"],
    "FoundationGenerators": ["PropertyTesting"],
    "HarnessTrials": ["PropertyTesting"],
    "AllocationCounter": [],
    "PortContracts": ["VoiceCore"],
    "Generators": ["VoiceCore", "PropertyTesting"],
    // The audio laws are about the media path, which is pure but for its buffers.
    // The runtime with everything around it faked, for its tests and the laws about it.
    "RuntimeStage": ["VoiceCore", "MediaBridge", "CallRuntime", "Generators"],
    "Properties": ["VoiceCore", "MediaBridge", "PropertyTesting", "Generators", "RuntimeStage"],
    // Scripted callers: the receptionist's dialogue without sound, the use cases, a store that is given.
    "Conversations": ["VoiceCore", "OfflineSpeech", "Generators"],
    // The REST API as its document tells it: nothing of the server.
    "DocumentedAPI": ["Web", "PropertyTesting"],
    // Laws of a running server, seen from outside: through its sockets, between the simulators.
    "ServerLaws": [
      "VoiceCore", "Web", "WebSockets", "MediaBridge", "PropertyTesting", "DocumentedAPI", "Generators", "Properties",
      "Simulators",
    ],
    "LoadTests": [
      "VoiceCore", "Web", "WebSockets", "MediaBridge", "Twilio", "CallRuntime", "Generators", "Simulators",
    ],
    // What the three executables have in common: exit codes, diagnostics, tables.
    "CommandConventions": [],
    // The embedded store as the server opens it.
    "EmbeddedStore": ["VoiceCore", "SQLiteStore", "Sealing"],
    // The log of a call as a file, which one command writes and another reads, and as a text.
    "CallLogs": ["VoiceCore", "CommandConventions"],
  ]

  /// Rooms that know one outside service, library or engine: none of them knows another.
  static let adapters: Set<String> = [
    "MemoryStore", "SQLiteStore", "PostgresStore", "Twilio", "VoiceSockets", "OpenAI", "OfflineSpeech", "ObjectStorage",
    "Webhooks", "OpenTelemetry", "Sealing",
    "Tokens",
  ]

  /// Rooms that join two adapters for the executables, which would otherwise each do the same.
  static let joins: Set<String> = ["EmbeddedStore", "SealedSubjects"]

  /// The composition roots: the only rooms that may import several adapters.
  static let executables: [String: String] = [
    "Sources/Executables/voicecore": "VoiceCoreCommand",
    "Sources/Executables/voicecore-verify": "VerifyCommand",
    "Sources/Executables/voicecore-load": "LoadCommand",
  ]

  /// Rooms whose folder bears another name.
  static let folders = executables.merging([
    "Sources/Executables/Conventions": "CommandConventions"
  ]) { root, _ in root
  }

  static let rooms = Set(mayImport.keys)

  /// What a target may import of the project; `nil` for one that the table doesn't know.
  static func allowed(for target: String) -> Set<String>? {
    executables.values.contains(target) ? rooms : mayImport[target]
  }

  /// The target in whose folder a file lies; `nil` for tests and for what is no target of ours.
  static func target(of file: SourceFile) -> String? {
    let folders = file.path.split(separator: "/")
    switch folders.first {
    case "Sources" where folders.count > 3 && folders[1] == "Executables":
      return Self.folders[folders[...2].joined(separator: "/")] ?? String(folders[2])
    case "Sources" where folders.count > 2: return String(folders[1])
    case "Generators", "LoadTests": return String(folders[0])
    case "PropertyTests" where folders.count > 2 && rooms.contains(String(folders[1])): return String(folders[1])
    default: return nil
    }
  }
}
