// swift-tools-version: 6.3
import PackageDescription

// A process begins sooner with fewer symbols to offer and its 130,000 relocations packed; lld can do that.
let quickStart: [LinkerSetting] = [
  .unsafeFlags(
    ["-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"],
    .when(configuration: .release))
]

let package = Package(
  name: "martlet",
  products: [
    .executable(name: "kustomize-controller", targets: ["kustomize-controller"]),
    .executable(name: "martlet", targets: ["martlet"]),
    .executable(name: "notification-controller", targets: ["notification-controller"]),
    .executable(name: "source-controller", targets: ["source-controller"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // C libraries.
    // Opens libcurl, libgit2 and libssh2 at the first call: these three are for their headers alone.
    .target(name: "CDeferred"),
    .systemLibrary(name: "CLibCurl"),
    .systemLibrary(name: "CLibGit2"),
    .systemLibrary(name: "CLibSSH2"),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CStack"),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
    .target(name: "CSchemas", exclude: ["data"]),

    // Engines and clients, from the bottom up.
    .target(
      name: "Structure",
      dependencies: ["CLibYAML", "CRE2", "CStack"]),
    .testTarget(name: "StructureTests", dependencies: ["Structure", "TestRandomness"]),
    .target(name: "JSONSchema", dependencies: ["Structure"]),
    .testTarget(
      name: "JSONSchemaTests", dependencies: ["JSONSchema", "Structure", "TestRandomness"],
      resources: [.copy("Fixtures")]),
    .target(
      name: "Kube",
      dependencies: ["CSchemas", "Structure"]),
    .testTarget(name: "KubeTests", dependencies: ["Kube", "Structure"]),
    .target(
      name: "Toolkit",
      dependencies: ["Kube", "Structure"]),
    .testTarget(name: "ToolkitTests", dependencies: ["Toolkit", "Kube", "Structure"]),
    .target(
      name: "Store",
      dependencies: [
        "CZlib", "Kube", "Structure",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .testTarget(name: "StoreTests", dependencies: ["Store", "Kube", "Structure", "store-probe"]),
    // A process that tests and benchmarks of the store start beside them.
    .executableTarget(name: "store-probe", dependencies: ["Store", "Kube", "Structure"], path: "Tests/StoreProbe"),
    .target(
      name: "Controller",
      dependencies: [
        "Kube", "Store", "Structure", "Toolkit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
    .testTarget(
      name: "ControllerTests",
      dependencies: [
        "Controller", "Kube", "Store", "Structure", "Toolkit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .target(
      name: "HTTP",
      dependencies: ["CDeferred", "CLibCurl", "Structure"]),
    .testTarget(name: "HTTPTests", dependencies: ["GitTestSupport", "HTTP", "Structure"]),
    .target(
      name: "Git",
      dependencies: ["CDeferred", "CLibGit2", "CLibSSH2", "CZlib", "HTTP", "Structure"]),
    .target(name: "GitTestSupport", dependencies: ["Structure"], path: "Tests/GitTestSupport"),
    .testTarget(
      name: "GitTests", dependencies: ["Git", "GitTestSupport", "HTTP", "Structure"], resources: [.copy("Fixtures")]),
    .target(
      name: "Registry",
      dependencies: ["HTTP", "Structure", .product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "RegistryTestSupport", dependencies: ["GitTestSupport", "HTTP", "Registry", "Structure"],
      path: "Tests/RegistryTestSupport", exclude: ["scripted_server.py"]),
    .testTarget(
      name: "RegistryTests", dependencies: ["Registry", "GitTestSupport", "HTTP", "RegistryTestSupport", "Structure"]),
    .target(
      name: "Overlay",
      dependencies: [
        "CLibYAML", "Kube", "Structure",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .testTarget(name: "OverlayTests", dependencies: ["Overlay", "Kube", "Structure", "TestRandomness"]),
    .target(name: "RemoteBases", dependencies: ["Git", "HTTP", "Overlay", "Structure"]),
    .testTarget(
      name: "RemoteBasesTests", dependencies: ["RemoteBases", "GitTestSupport", "Kube", "Overlay", "Structure"]),
    .target(
      name: "Template",
      dependencies: [
        "CLibYAML", "Structure",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .testTarget(name: "TemplateTests", dependencies: ["Template", "Structure", "TestRandomness"]),
    .target(name: "ChartRepository", dependencies: ["HTTP", "Registry", "Structure", "Template"]),
    .testTarget(
      name: "ChartRepositoryTests",
      dependencies: ["ChartRepository", "GitTestSupport", "HTTP", "Registry", "RegistryTestSupport", "Structure"]),
    .target(name: "Archive", dependencies: ["CZlib"]),
    .testTarget(name: "ArchiveTests", dependencies: ["Archive", "TestRandomness"]),
    .target(
      name: "Chart",
      dependencies: ["Archive", "JSONSchema", "Structure", "Template"]),
    .testTarget(name: "ChartTests", dependencies: ["Archive", "Chart", "Structure", "Template"]),
    .target(
      name: "HelmCharts",
      dependencies: ["Chart", "ChartRepository", "HTTP", "Kube", "Overlay", "Registry", "Structure", "Template"]),
    .testTarget(name: "HelmChartsTests", dependencies: ["HelmCharts", "Kube", "Overlay", "Structure"]),
    .target(
      name: "Cluster",
      dependencies: [
        "Kube", "Store", "Structure", "Toolkit",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .testTarget(
      name: "ClusterTests", dependencies: ["Cluster", "Store", "Kube", "Structure", "TestRandomness", "Toolkit"]),
    .target(
      name: "Notify",
      dependencies: [
        "HTTP", "Kube", "Structure", "Toolkit",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .testTarget(name: "NotifyTests", dependencies: ["Notify", "HTTP", "Kube", "Structure", "Toolkit"]),

    // Reconcilers, one library for each daemon.
    .target(
      name: "SourceController",
      dependencies: [
        "Controller", "Git", "HTTP", "Kube", "Store", "Structure", "Toolkit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(
      name: "SourceControllerTests",
      dependencies: [
        "Controller", "Git", "GitTestSupport", "HTTP", "Kube", "SourceController", "Store", "Structure", "Toolkit",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .target(
      name: "KustomizeController",
      dependencies: [
        "Cluster", "Controller", "Kube", "Overlay", "Store", "Structure", "Toolkit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .testTarget(
      name: "KustomizeControllerTests",
      dependencies: [
        "KustomizeController", "Cluster", "Controller", "Kube", "Store", "Structure", "Toolkit",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .target(
      name: "NotificationController",
      dependencies: [
        "Controller", "HTTP", "Kube", "Notify", "Store", "Structure", "Toolkit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .testTarget(
      name: "NotificationControllerTests",
      dependencies: [
        "Controller", "HTTP", "Kube", "NotificationController", "Notify", "Store", "Structure", "Toolkit",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
      ]),

    // What tests, the demo and benchmarks share; tests that start the executables; the demo.
    .target(name: "TestRandomness", path: "Tests/TestRandomness"),
    .target(
      name: "TestSupport",
      dependencies: [
        "Kube", "Store", "Structure",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "Integration",
      dependencies: [
        "Archive", "TestRandomness", "TestSupport", "GitTestSupport", "Kube", "Store", "Structure", "martlet",
      ],
      path: "Tests/Integration"),
    .executableTarget(
      name: "martlet-demo",
      dependencies: ["Kube", "Store", "Structure", "TestSupport"],
      path: "Demo"),

    // What `make bench` runs; a benchmark a file.
    .executableTarget(
      name: "martlet-bench",
      dependencies: [
        "Chart", "Kube", "Overlay", "Store", "Structure", "TestSupport", "CLibYAML", "store-probe",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      path: "Benchmarks"),

    // The command line, and the executables: a page each.
    .target(
      name: "Commands",
      dependencies: [
        "Chart", "ChartRepository", "Cluster", "Controller", "HTTP", "HelmCharts", "Kube", "KustomizeController",
        "NotificationController", "Overlay", "Registry", "RemoteBases", "SourceController", "Store", "Structure",
        "Template", "Toolkit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
    .testTarget(
      name: "CommandsTests",
      dependencies: ["Cluster", "Commands", "Controller", "Kube", "Store", "Structure", "Toolkit"]),
    .executableTarget(
      name: "kustomize-controller",
      dependencies: ["KustomizeController", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .executableTarget(name: "martlet", dependencies: ["Commands"], linkerSettings: quickStart),
    .executableTarget(name: "notification-controller", dependencies: ["NotificationController"]),
    .executableTarget(name: "source-controller", dependencies: ["SourceController"]),
  ],
  cxxLanguageStandard: .cxx17
)

let settings: [SwiftSetting] = [
  .enableExperimentalFeature("Lifetimes"),  // to keep a Span in a struct
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
]
for target in package.targets where target.type != .system {
  target.swiftSettings = (target.swiftSettings ?? []) + settings
}

// `make fuzz`: libFuzzer watches which code of the parsers an input reaches.
if Context.environment["MARTLET_FUZZ"] != nil {
  let watched = ["Archive", "Chart", "JSONSchema", "Structure", "Template"]
  package.targets.append(
    .executableTarget(
      name: "martlet-fuzz", dependencies: ["Chart", "Structure", "Template"], path: "Fuzz", exclude: ["Seeds"],
      swiftSettings: settings,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]))
  for target in package.targets where watched.contains(target.name) || target.name == "martlet-fuzz" {
    target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer"]))
  }
}
