using Hep.Models;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

public class RunCardTests
{
    private static string HiggsPath { get; } = Repository.PathOf("configs/higgs.yaml");

    private static string[] OfImages => ["data.source=jets.h5", "data.features={a: 1, b: rad, c: 1, d: rad}", "data.image={column: image, cells: [25, 25], subjets: [a, b, c, d], centre: subjet}"];

    public static TheoryData<string[]> Variants { get; } = new(
    [
        ["training.epochs=1"],
        ["data.source=sub/events.csv.gz", "data.missing=none", "data.weight=none", "data.split={by: fraction, train: 0.5, validation: 0.3, test: 0.2}"],
        ["data.split={by: column, column: KaggleSet, train: [t], validation: [b, none], test: ['none ', 'v: #']}"],
        ["data.split={by: column, column: KaggleSet, train: [t], validation: {of_train: 0.25, salt: other}, test: [b, v], ignore: [u]}",
            "evaluation.challenge={set: KaggleSet, weight: KaggleWeight, public: b, private: v}"],
        ["evaluation.expected_yields={signal: 691.99, background: 410999.8}", "evaluation.bootstrap_replicas=none", "evaluation.bootstrap_seed=3", "evaluation.ams_background_entries=0"],
        ["data.label={column: 'null', signal: 1, background: 0}", "data.event_id='~'", "data.features={'a b: c': GeV/c^2, '#': 1, 'none': 'null', Größe: m}"],
        ["model.hidden=[]", "model.activation=leaky_relu", "model.dropout=0.25", "model.normalization=batch"],
        ["model.from=/runs/first", "model.replace_head=true", "model.freeze=2", "training.head_learning_rate=1e-2", "data.train_events=500"],
        ["model.from=first.safetensors", "model.freeze=all_but_head", "study={networks: {a: none, b: {set: {model.from: none}}}, against: {data.train_events: [100, 200]}}"],
        ["model.hidden=[512, 1]", "model.activation=gelu", "model.normalization=layer", "training.batch_size=2e4"],
        [.. OfImages, "model={name: cnn}"],
        [.. OfImages, "model={name: cnn, architecture: maxout, hidden: [], dropout: 0, activation: elu, normalization: batch, global_average: true}"],
        [.. OfImages, "model={name: cnn, architecture: lenet}"],
        [.. OfImages, "model={name: cnn, architecture: {name: convnet, width: 64}}"],
        [.. OfImages, "model={name: cnn, architecture: {name: vgg, width: 32, stages: 5}, dropout: 0.25}"],
        [.. OfImages, "model={name: cnn, architecture: {name: resnet, depth: 50, width: 64, stages: 4}}"],
        [.. OfImages, "model={name: cnn, architecture: {name: inception, width: 64, modules: 1}}"],
        [.. OfImages, "model={name: cnn, blocks: [convolution: {channels: 64, kernel: 11, stride: 2, padding: 3}, pooling: {size: 2, kind: average, stride: 1}, local_response: {size: 3, alpha: 0, beta: 0.5, offset: 2}, residual: {channels: 8, count: 3, stride: 2, bottleneck: true}]}"],
        [.. OfImages, "model={name: cnn, architecture: resnet, blocks: [convolution: {channels: 4}, inception: {one: 1, three_reduced: 2, three: 3, five_reduced: 4, five: 5, pooled: 6}, dropout2d: 0.1, maxout: {units: 8, pieces: 3}, dropout: 0.2]}"],
        [.. OfImages, "model={name: cnn, architecture: custom, blocks: []}"],
        ["training.optimizer={name: sgd, momentum: 0.9, nesterov: true, weight_decay: 1e-4}", "training.schedule={name: step, every: 3, factor: 0.5}"],
        ["training.optimizer={name: rmsprop, alpha: 0.95, centered: true, momentum: 0.1}", "training.schedule={name: exponential, factor: 0.9}"],
        ["training.optimizer={name: adagrad, learning_rate_decay: 0.1, initial_accumulator: 1}", "training.schedule={name: cosine, final_rate: 1e-6}"],
        ["training.optimizer={name: adadelta, rho: 0.8}", "training.schedule={name: one_cycle, warmup: 0.2, initial_divisor: 10, final_divisor: 100}"],
        ["training.optimizer={name: adamw, beta1: 0.8, beta2: 0.95, epsilon: 1e-7, amsgrad: true}", "training.schedule={name: plateau, patience: 0, threshold: 0.1}"],
        ["training.loss={name: bce, label_smoothing: 0.1}", "training.warmup={epochs: 2, start: 0.1}", "training.schedule={name: inverse_time, decay: 0.5}", "training.gradient_clip=none", "training.gradient_clip_value=0.5"],
        ["training.loss={name: focal, gamma: 1.5, alpha: 0.25}", "training.warmup={batches: 100}", "training.penalty={l1: 1e-5, l2: 1e-4}", "training.averaging={name: ema, decay: 0.99}"],
        ["training.optimizer={name: lbfgs, max_iterations: 50, max_evaluations: 60, gradient_tolerance: 1e-7, history: 10}", "model.dropout=0", "training.gradient_clip=none", "training.penalty={l2: 1e-4}"],
        ["training.averaging={name: swa, start: 3, learning_rate: 1e-2}", "training.curriculum={column: 'a: b', easy: high, by: weight, pacing: exponential, start: 0.1, epochs: 4}", "data.events_per_class=100"],
        ["training.averaging=swa", "training.curriculum={column: PRI_tau_pt, pacing: step}"],
        ["training.gradient_clip=0.3333333333333333", "training.early_stopping=none", "training.threads=2", "training.device=cuda", "training.seed=2147483647"],
        ["training.checkpoint={keep: 5, minutes: none, batches: 100}"],
        ["training.checkpoint={minutes: 0.25}"],
        ["data.memory=1.5 GB", "training.augmentation={phi: [PRI_tau_phi, PRI_lep_phi]}", "evaluation.average=8"],
        ["data.memory=1.234567 MB", "training.augmentation={phi: [PRI_met_phi], eta: [PRI_tau_eta, PRI_lep_eta]}"],
        ["data.memory=auto", "training.augmentation={eta: [PRI_tau_eta]}", "evaluation.average=1"],
        ["training.class_balance=false", "training.calibration=isotonic", "evaluation.signal_efficiencies=[0.1]", "evaluation.label=none", "export={onnx: false, tolerance: 1e-7, latency_calls: 100}"],
        ["evaluation={energy: 13.6 TeV, luminosity: 140 fb-1, variables: [DER_mass_vis, 'a, b'], figures: {width: two_columns, font_size: 9, confusion: total}}", "data.process=Process"],
        ["evaluation.systematics={pdf: {weight_up: pdf_up, weight_down: '`pdf down`'}, norm-1: {scale_up: 1.1, scale_down: 9e-1, class: background}, top: {scale_up: 1 + k, process: top}}", "data.process=Process"],
        ["evaluation.systematics={tes: {column: PRI_tau_pt, up: 1.03 * PRI_tau_pt, down: 0.97 * PRI_tau_pt, class: signal}, jes: {columns: {PRI_met: {up: met_up}, PRI_jet_all_pt: {up: 'max(ht_up, 0)'}}}, files: {file_up: up.csv, file_down: /data/down.csv.gz}}"],
        ["evaluation.measured=data/run?.csv.gz"],
        ["evaluation={baselines: {observables: [DER_mass_vis, 'a, b'], fisher: [DER_mass_vis, PRI_tau_pt]}, bins: {PRI_tau_pt: [20, 30.5, 1e3], 'none': [-1, 1]}, sculpting: [DER_mass_MMC]}"],
        ["evaluation={baselines: {fisher: [a, b]}, bins: {}, sculpting: none}"],
        ["evaluation.measured=[/data/a.csv, 'none', data/*.csv]", "evaluation.blind_above=0.7"],
        ["data.preprocessing=[]"],
        ["data.derived={ratio: DER_mass_vis / DER_mass_MMC, none: {formula: 2*ratio, unit: GeV}}", "data.preprocessing=[indicate_missing: [DER_mass_MMC, none], robust: [ratio], standardize]"],
        ["data.preprocessing=[rotate_phi: {to: PRI_lep_phi, columns: [PRI_tau_phi, PRI_met_phi]}, reflect_eta: {by: PRI_lep_eta, columns: [PRI_tau_eta]}, log: [PRI_met], one_hot: {PRI_jet_num: [0, 1]}, robust]"],
        ["data.preprocessing=[one_hot: [PRI_jet_num], standardize: [PRI_met]]"],
        ["data.select=PRI_jet_num >= 1 && PRI_tau_pt > 25"],
        ["data.select={one jet: PRI_jet_num >= 1, 'none': \"KaggleSet == 't'\", 'a > b': 'a > b'}"],
        ["data.select={\"KaggleSet != 't: #'\": \"KaggleSet != 't: #'\", last: 'missing(DER_mass_MMC)'}"],
        ["data.source=sub/part?/*.csv.gz"],
        ["evaluation.label='none'", "training.learning_rate=1.0000000000000002e-3"],
    ]);

    [Fact]
    public void The_higgs_card_says_what_the_challenge_says()
    {
        var card = RunCard.Load(HiggsPath);
        Assert.Equal(30, card.Data.Features.Count);
        Assert.Equal(new FeatureColumn("DER_mass_MMC", "GeV"), card.Data.Features[0]);
        Assert.Equal(new FeatureColumn("PRI_jet_all_pt", "GeV"), card.Data.Features[29]);
        Assert.Equal(["DER_deltar_tau_lep"], card.Data.Features.Where(f => f.Name.StartsWith("DER_deltar", StringComparison.Ordinal)).Select(f => f.Name));
        Assert.All(card.Data.Features, f => Assert.Equal(f.Name.EndsWith("_phi", StringComparison.Ordinal) ? "rad" : f.Unit, f.Unit));
        Assert.Equal(new LabelColumn("Label", "s", "b"), card.Data.Label);
        Assert.Equal(("Weight", "EventId", -999.0), (card.Data.Weight, card.Data.EventId, card.Data.Missing));
        Assert.Equal(new SplitOptions.Hash { Train = 0.6, Validation = 0.2, Test = 0.2, Salt = "hep" }, card.Data.Split);
        Assert.Equal(new MlpOptions { Hidden = [64, 64], Dropout = 0.1 }, card.Model);
        Assert.Equal(new OptimizerOptions.Adam(), card.Training.Optimizer);
        Assert.Equal(5e-6, card.Export.Tolerance);
        Assert.False(card.Data.IsFile);
    }

    [SkippableFact]
    public void The_higgs_card_names_the_columns_of_the_real_file()
    {
        using var file = File.OpenRead(Repository.SharedData("higgsml/atlas-higgs-challenge-2014-v2.first15000.csv.gz"));
        using var reader = new StreamReader(new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress));
        var header = reader.ReadLine()!.Split(',');
        Assert.Equal(header[1..31], RunCard.Load(HiggsPath).Data.Features.Select(feature => feature.Name));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void What_is_written_reads_back_as_an_equal_card(string[] assignments)
    {
        var card = RunCard.Load(HiggsPath, [.. assignments.Select(text => CardOverride.Set(text))]);
        var text = card.ToYaml();
        var again = RunCard.FromSource(text, Path.Combine(Path.GetTempPath(), "elsewhere", "card.yaml"));
        Assert.Equal(card, again);
        Assert.Equal(text, again.ToYaml());
        Assert.NotEqual(RunCard.Load(HiggsPath, ["training.seed=12345"]), again);
    }

    [Fact]
    public void The_resolved_card_holds_every_value()
    {
        var card = RunCard.FromSource("""
            data: {source: higgs, events: 1e3, features: {x: GeV, n: 1}, label: {column: y, signal: 1, background: 0}, split: {by: fraction}}
            model: {name: mlp}
            training: {epochs: 2, schedule: step}
            """, "card.yaml");
        Assert.Equal(
            """
            data:
              source: higgs
              events: 1000
              seed: 1
              features:
                x: GeV
                n: 1
              parameters: none
              hold_out: none
              train_on: none
              derived: {}
              preprocessing:
              - standardize
              label:
                column: y
                signal: 1
                background: 0
              weight: none
              event_id: none
              missing: none
              process: none
              select: none
              split:
                by: fraction
                train: 0.6
                validation: 0.2
                test: 0.2
              train_events: none
              events_per_class: none
              memory: auto
            model:
              name: mlp
              hidden: [64, 64]
              activation: relu
              dropout: 0
              normalization: none
              conditioning: concatenate
              film_units: 32
              from: none
              replace_head: false
              freeze: 0
            training:
              epochs: 2
              batch_size: 256
              loss:
                name: bce
                label_smoothing: 0
              optimizer:
                name: adam
                beta1: 0.9
                beta2: 0.999
                epsilon: 1e-08
                amsgrad: false
                weight_decay: 0
              learning_rate: 0.001
              head_learning_rate: none
              schedule:
                name: step
                every: 10
                factor: 0.1
              warmup: none
              gradient_clip: none
              gradient_clip_value: none
              penalty: none
              averaging: none
              curriculum: none
              early_stopping: none
              class_balance: true
              augmentation: none
              calibration: temperature
              checkpoint:
                keep: 2
                minutes: 5
                batches: none
              threads: auto
              device: auto
              tensorboard: false
              seed: 1
            evaluation:
              signal_efficiencies: [0.3, 0.5, 0.7, 0.9]
              ams_regularization: 10
              background_uncertainty: 0
              threshold:
                by: ams
              ams_background_entries: 25
              expected_yields: none
              challenge: none
              bootstrap_replicas: 200
              bootstrap_seed: 1
              average: none
              score_bins: 40
              label: Simulation
              energy: none
              luminosity: none
              variables: []
              measured: none
              blind_above: none
              systematics: {}
              figures:
                width: one_column
                font_size: 8.5
                confusion: row
            export:
              onnx: true
              tolerance: 5e-06
              latency_calls: 10000

            """,
            card.ToYaml());
    }

    [Fact]
    public void An_override_reaches_into_a_name_and_into_none()
    {
        var card = RunCard.Load(HiggsPath, ["training.optimizer.beta1=0.8", "training.early_stopping=none", "training.early_stopping.patience=3", "model.hidden=[5]"]);
        Assert.Equal(new OptimizerOptions.Adam { Beta1 = 0.8 }, card.Training.Optimizer);
        Assert.Equal(new EarlyStopping { Patience = 3 }, card.Training.EarlyStopping);
        Assert.Equal(new MlpOptions { Hidden = [5], Dropout = 0.1 }, card.Model);
    }

    [Fact]
    public void A_path_is_relative_to_the_card_and_one_from_outside_to_the_current_folder()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("card.yaml");
        File.WriteAllText(path, File.ReadAllText(HiggsPath).Replace("source: higgs ", "source: ../events.csv ", StringComparison.Ordinal));
        Assert.Equal(Path.GetFullPath(Path.Combine(folder.Path, "..", "events.csv")), RunCard.Load(path).Data.Source);
        Assert.Equal(Path.GetFullPath("my #events.csv"), RunCard.Load(path, [CardOverride.Text("data.source", "my #events.csv", "--data my #events.csv")]).Data.Source);
        Assert.True(RunCard.Load(path).Data.IsFile);
    }

    [Fact]
    public void Files_by_process_read_back_wherever_the_card_lies()
    {
        const string Card = """
            data:
              files:
                ztautau: {path: mc/ztt_*.csv.gz, label: background, scale: 0.98}
                higgs: {path: [ggh.csv, ../vbf.csv], label: H, weight: mc_weight, yield: 120.5}
                'fake: 1': {path: /data/fake.csv, weight: 1}
              features: {a: GeV}
              label: {column: y, signal: H, background: Z}
              weight: w
              split: {by: fraction}
            model: {name: mlp, hidden: [8]}
            training: {epochs: 3}
            """;
        var card = RunCard.FromSource(Card, "/study/cards/card.yaml");
        Assert.Equal(
            [
                new("ztautau", ["/study/cards/mc/ztt_*.csv.gz"]) { Label = 0, Weight = "w", Scale = 0.98 },
                new("higgs", ["/study/cards/ggh.csv", "/study/vbf.csv"]) { Label = 1, Weight = "mc_weight", Yield = 120.5 },
                new ProcessFiles("fake: 1", ["/data/fake.csv"]),
            ],
            card.Data.Files);
        Assert.Equal(("", true, "process"), (card.Data.Source, card.Data.IsFile, card.Data.ProcessColumn));
        Assert.Equal(card, RunCard.FromSource(card.ToYaml(), "/elsewhere/card.yaml"));
        Assert.NotEqual(card, RunCard.FromSource(Card.Replace("0.98", "0.97", StringComparison.Ordinal), "/study/cards/card.yaml"));

        // A file from the command line is relative to the current folder.
        var given = RunCard.FromSource(Card, "/study/cards/card.yaml", ["data.files.ztautau.path=other.csv"]);
        Assert.Equal([Path.GetFullPath("other.csv")], given.Data.Files[0].Paths);
    }
}
