using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

/// <summary>What a user reads when a card is wrong, to the letter.</summary>
public class RunCardMessageTests
{
    private const string Good = """
        data:
          source: higgs
          features: {DER_mass_MMC: GeV, PRI_jet_num: 1}
          label: {column: Label, signal: s, background: b}
          weight: Weight
          event_id: EventId
          split: {by: hash}
        model:
          name: mlp
          hidden: [8]
        training:
          epochs: 3
          optimizer: adam
        """;

    [Fact]
    public void A_class_must_come_from_the_entry_or_from_a_column()
    {
        const string Card = "data:\n  files:\n    a: {path: a.csv, label: 1}\n    b: {path: b.csv}\n  features: {x: 1}\n  split: {by: fraction}\nmodel: {name: mlp, hidden: []}\ntraining: {epochs: 1}\n";
        var error = Assert.Throws<InvalidDataException>(() => RunCard.FromSource(Card, "card.yaml"));
        Assert.Equal("card.yaml:3: data.files.b.label: missing, expected signal or background (or give data.label.column, the name of the label's column)", error.Message);
    }

    [Fact]
    public void A_file_from_the_command_line_does_not_fit_to_files_by_process()
    {
        var card = Good.Replace("source: higgs", "files: {z: {path: z.csv, label: 0}}", StringComparison.Ordinal);
        var error = Assert.Throws<InvalidDataException>(() => RunCard.FromSource(card, "card.yaml", [CardOverride.Text("data.source", "events.csv", "--data events.csv")]));
        Assert.Equal("--data events.csv: data.source: found a source beside data.files, expected one of them; the files of one process are set by --set data.files.NAME.path=FILE", error.Message);
    }

    [Theory]
    [InlineData("epochs: 3", "epoch: 3",
        "card.yaml:12: training.epoch: found an unknown key, expected epochs, batch_size, loss, optimizer, learning_rate, head_learning_rate, schedule, warmup, gradient_clip, "
        + "gradient_clip_value, penalty, averaging, curriculum, early_stopping, class_balance, augmentation, calibration, checkpoint, threads, device, tensorboard, seed; did you mean training.epochs?")]
    [InlineData("hidden: [8]", "hidden: [8]\n  depth: 3",
        "card.yaml:11: model.depth: found an unknown key, expected name, hidden, activation, dropout, normalization, conditioning, film_units, from, replace_head, freeze")]
    [InlineData("training:", "trainign:", "card.yaml:11: trainign: found an unknown key, expected data, model, training, evaluation, export, study; did you mean training?")]
    [InlineData("epochs: 3", "epochs: three", "card.yaml:12: training.epochs: found \"three\", expected a whole number from 1 to 1000000")]
    [InlineData("epochs: 3", "epochs: \"3\"", "card.yaml:12: training.epochs: found \"3\", expected a whole number from 1 to 1000000")]
    [InlineData("epochs: 3", "epochs: 2.5", "card.yaml:12: training.epochs: found 2.5, expected a whole number from 1 to 1000000")]
    [InlineData("epochs: 3", "epochs: [3]", "card.yaml:12: training.epochs: found a list of 1 value, expected a whole number from 1 to 1000000")]
    [InlineData("epochs: 3", "epochs:", "card.yaml:12: training.epochs: found nothing, expected a whole number from 1 to 1000000")]
    [InlineData("epochs: 3", "epochs: 0", "card.yaml:12: training.epochs: found 0, expected a whole number from 1 to 1000000")]
    [InlineData("epochs: 3", "seed: 3", "card.yaml:11: training.epochs: missing, expected a whole number from 1 to 1000000")]
    [InlineData("optimizer: adam", "learning_rate: 0", "card.yaml:13: training.learning_rate: found 0, expected a number greater than 0")]
    [InlineData("optimizer: adam", "learning_rate: nan", "card.yaml:13: training.learning_rate: found \"nan\", expected a number greater than 0")]
    [InlineData("optimizer: adam", "learning_rate: 1e999", "card.yaml:13: training.learning_rate: found 1e999, expected a number greater than 0")]
    [InlineData("optimizer: adam", "gradient_clip: -1", "card.yaml:13: training.gradient_clip: found -1, expected a number greater than 0")]
    [InlineData("optimizer: adam", "class_balance: yes", "card.yaml:13: training.class_balance: found \"yes\", expected true or false")]
    [InlineData("optimizer: adam", "threads: many", "card.yaml:13: training.threads: found \"many\", expected auto, or a whole number from 1 to 1024")]
    [InlineData("split: {by: hash}", "split: {by: hash}\n  memory: 2GB", "card.yaml:8: data.memory: found \"2GB\", expected auto, or a size of 1 MB or more such as 512 MB or 2 GB")]
    [InlineData("split: {by: hash}", "split: {by: hash}\n  memory: 2000000", "card.yaml:8: data.memory: found 2000000, expected auto, or a size of 1 MB or more such as 512 MB or 2 GB")]
    [InlineData("split: {by: hash}", "split: {by: hash}\n  memory: 2 GiB", "card.yaml:8: data.memory: found \"2 GiB\", expected auto, or a size of 1 MB or more such as 512 MB or 2 GB")]
    [InlineData("split: {by: hash}", "split: {by: hash}\n  memory: 0.5 MB", "card.yaml:8: data.memory: found \"0.5 MB\", expected auto, or a size of 1 MB or more such as 512 MB or 2 GB")]
    [InlineData("split: {by: hash}", "split: {by: hash}\n  memory: -1 GB", "card.yaml:8: data.memory: found \"-1 GB\", expected auto, or a size of 1 MB or more such as 512 MB or 2 GB")]
    [InlineData("optimizer: adam", "augmentation: {}", "card.yaml:13: training.augmentation: found no columns, expected phi, eta or both; for images reflect, rotate, shift, smear, drop")]
    [InlineData("optimizer: adam", "augmentation: {phi: [PRI_jet_numm]}",
        "card.yaml:13: training.augmentation.phi: found PRI_jet_numm, expected names of features; did you mean PRI_jet_num?")]
    [InlineData("optimizer: adam", "augmentation: {phi: [PRI_jet_num]}", "card.yaml:13: training.augmentation.phi: found PRI_jet_num in 1, expected a feature in rad")]
    [InlineData("optimizer: adam", "augmentation:\n    eta: [DER_mass_MMC]", "card.yaml:14: training.augmentation.eta: found DER_mass_MMC in GeV, expected a feature in 1")]
    [InlineData("optimizer: adam", "augmentation: {eta: [PRI_jet_num, PRI_jet_num]}", "card.yaml:13: training.augmentation: found the column PRI_jet_num twice, expected it once")]
    [InlineData("optimizer: adam", "optimizer: adam\nevaluation:\n  average: 4",
        "card.yaml:15: evaluation.average: found 4, expected none, or the columns that it turns in training.augmentation")]
    [InlineData("optimizer: adam", "optimizer: adam\nevaluation: {average: 65}", "card.yaml:14: evaluation.average: found 65, expected none, or a whole number from 1 to 64")]
    [InlineData("optimizer: adam", "device: gpu", "card.yaml:13: training.device: found \"gpu\", expected one of auto, cpu, cuda; did you mean cpu?")]
    [InlineData("optimizer: adam", "checkpoint: none", "card.yaml:13: training.checkpoint: found \"none\", expected a mapping such as {keep: 2, minutes: 5}")]
    [InlineData("optimizer: adam", "checkpoint: {keep: 0}", "card.yaml:13: training.checkpoint.keep: found 0, expected a whole number from 1 to 1000")]
    [InlineData("optimizer: adam", "checkpoint: {minutes: 0}", "card.yaml:13: training.checkpoint.minutes: found 0, expected a number greater than 0")]
    [InlineData("optimizer: adam", "early_stopping: true", "card.yaml:13: training.early_stopping: found \"true\", expected a mapping such as {patience: 10}, or none")]
    [InlineData("optimizer: adam", "optimizer: adan",
        "card.yaml:13: training.optimizer: found \"adan\", expected one of sgd, rmsprop, adagrad, adadelta, adam, adamw, lbfgs; did you mean adam?")]
    [InlineData("optimizer: adam", "optimizer: {name: adam, momentum: 0.9}",
        "card.yaml:13: training.optimizer.momentum: found an unknown key, expected name, beta1, beta2, epsilon, amsgrad, weight_decay")]
    [InlineData("optimizer: adam", "optimizer: {beta1: 0.9}",
        "card.yaml:13: training.optimizer.name: missing, expected one of sgd, rmsprop, adagrad, adadelta, adam, adamw, lbfgs")]
    [InlineData("optimizer: adam", "optimizer: {name: sgd, nesterov: true}",
        "card.yaml:13: training.optimizer.nesterov: found true with momentum 0 and dampening 0, expected momentum greater than 0 and dampening 0")]
    [InlineData("optimizer: adam", "optimizer: {name: adam, beta1: 1}",
        "card.yaml:13: training.optimizer.beta1: found 1, expected a number from 0 up to but not including 1")]
    [InlineData("optimizer: adam", "schedule: {name: step, factor: 2}",
        "card.yaml:13: training.schedule.factor: found 2, expected a number greater than 0 and at most 1")]
    [InlineData("training:", "evaluation: {variables: [DER_mass_vis, score]}\ntraining:",
        "card.yaml:11: evaluation.variables: found score, which is what predictions.csv calls a column of its own, expected another column")]
    [InlineData("training:", "evaluation: {variables: [DER_mass_vis, DER_mass_vis]}\ntraining:",
        "card.yaml:11: evaluation.variables: found DER_mass_vis twice, expected each column once")]
    [InlineData("data:\n  source: higgs", "evaluation: {systematics: {f: {file_up: a.csv}, x: {scale_up: 1.1, process: z}}}\ndata:\n  files: {z: {path: z.csv}}",
        "card.yaml:1: evaluation.systematics.f: found other weights or files with data.files, whose weights may be scaled process by process, expected factors (scale_up) or shifted columns")]
    [InlineData("data:", "evaluation: {variables: [DER_mass_vis, Kind]}\ndata:\n  process: Kind",
        "card.yaml:1: evaluation.variables: found Kind, which names the processes, expected columns of numbers")]
    [InlineData("training:", "evaluation: {variables: DER_mass_vis}\ntraining:",
        "card.yaml:11: evaluation.variables: found \"DER_mass_vis\", expected a list of 0 to 100 values, each text")]
    [InlineData("training:", "evaluation: {measured: {a: b.csv}}\ntraining:",
        "card.yaml:11: evaluation.measured: found a mapping with the key a, expected a file (.csv, .csv.gz, .h5, .npz), with * and ? for several, or a list of them")]
    [InlineData("training:", "evaluation: {measured: []}\ntraining:",
        "card.yaml:11: evaluation.measured: found a list of 0 values, expected a list of 1 to 10000 values, each text")]
    [InlineData("training:", "evaluation: {blind_above: 1.5}\ntraining:",
        "card.yaml:11: evaluation.blind_above: found 1.5, expected a number greater than 0 and at most 1")]
    [InlineData("training:", "evaluation: {figures: {width: two_column}}\ntraining:",
        "card.yaml:11: evaluation.figures.width: found \"two_column\", expected one of one_column, two_columns; did you mean two_columns?")]
    [InlineData("training:", "evaluation: {figures: {font_size: 20}}\ntraining:",
        "card.yaml:11: evaluation.figures.font_size: found 20, expected a number from 5 to 14")]
    [InlineData("training:", "evaluation: {figures: {confusion: rows}}\ntraining:",
        "card.yaml:11: evaluation.figures.confusion: found \"rows\", expected one of row, column, total; did you mean row?")]
    [InlineData("training:", "evaluation: {systematics: {pdf: up}}\ntraining:",
        "card.yaml:11: evaluation.systematics.pdf: found \"up\", expected a mapping such as {weight_up: pdf_up, weight_down: pdf_down}")]
    [InlineData("training:", "evaluation: {systematics: {pdf: {wieght_up: w}}}\ntraining:",
        "card.yaml:11: evaluation.systematics.pdf: found the keys wieght_up, expected one of weight_up, scale_up, file_up, column with up, or columns, each with its counterpart down")]
    [InlineData("training:", "evaluation: {systematics: {pdf: {weight_up: w, scale_down: 2}}}\ntraining:",
        "card.yaml:11: evaluation.systematics.pdf: found the keys weight_up, scale_down, expected one of weight_up, scale_up, file_up, column with up, or columns, each with its counterpart down")]
    [InlineData("training:", "evaluation: {systematics: {pdf: {weight_down: w}}}\ntraining:",
        "card.yaml:11: evaluation.systematics.pdf.weight_up: missing, expected a column of weights, or a formula")]
    [InlineData("training:", "evaluation: {systematics: {pdf: {weight_up: w + }}}\ntraining:",
        "card.yaml:11: evaluation.systematics.pdf.weight_up: column 4: found the end, expected a number, a column or '('\n  w +\n     ^")]
    [InlineData("training:", "evaluation: {systematics: {a b: {weight_up: w}}}\ntraining:",
        "card.yaml:11: evaluation.systematics.a b: found a name with other characters than letters, digits, _ and -, expected one that can stand in names of files and columns")]
    [InlineData("training:", "evaluation: {systematics: {n: {scale_up: 2, class: back}}}\ntraining:",
        "card.yaml:11: evaluation.systematics.n.class: found \"back\", expected one of signal, background; did you mean background?")]
    [InlineData("training:", "evaluation: {systematics: {n: {scale_up: 2, process: top}}}\ntraining:",
        "card.yaml:11: evaluation.systematics.n: found the process top, but no column that names processes in data.process")]
    [InlineData("training:", "evaluation: {systematics: {tes: {column: PRI_jet_nun, up: 2 * PRI_jet_num}}}\ntraining:",
        "card.yaml:11: evaluation.systematics.tes: found the column PRI_jet_nun, which is no feature, expected an input of the network; did you mean PRI_jet_num?")]
    [InlineData("training:", "evaluation: {systematics: {tes: {up: 2 * PRI_jet_num}}}\ntraining:",
        "card.yaml:11: evaluation.systematics.tes.column: missing, expected the name of a feature")]
    [InlineData("training:", "evaluation: {systematics: {tes: {columns: {PRI_jet_num: {up: x, down: y}, DER_mass_MMC: {up: z}}}}}\ntraining:",
        "card.yaml:11: evaluation.systematics.tes.columns: found features with and without a variation down, expected all of them with one, or none")]
    [InlineData("training:", "evaluation: {systematics: {f: {file_up: a.csv, class: signal}}}\ntraining:",
        "card.yaml:11: evaluation.systematics.f.class: found an unknown key, expected file_up, file_down")]
    [InlineData("training:", "evaluation: {systematics: {pdf: {weight_up: w}}, variables: [pdf.weight_up]}\ntraining:",
        "card.yaml:11: evaluation.systematics.pdf: found the variable pdf.weight_up, which is what predictions.csv calls a column of this source, expected another name")]
    [InlineData("split: {by: hash}", "split: {by: fraction}\nevaluation: {systematics: {f: {file_up: a.csv}}}",
        "card.yaml:8: evaluation.systematics.f: found files with a data.split by fraction, expected a split by hash or by column (which tell a test event by itself)")]
    [InlineData("split: {by: hash}", "split: {by: hash}\n  process: PRI_jet_num",
        "card.yaml:8: data.process: found the column PRI_jet_num, which is also a feature, expected a column that is no input of the network")]
    [InlineData("source: higgs", "source: higgs\n  select: PRI_jet_num >",
        "card.yaml:3: data.select: column 14: found the end, expected a number, a column or '('\n  PRI_jet_num >\n               ^")]
    [InlineData("source: higgs", "source: higgs\n  select: {jets: PRI_jet_num}", "card.yaml:3: data.select.jets: column 1: found a number, expected a truth, such as x > 1\n  PRI_jet_num\n  ^")]
    [InlineData("source: higgs", "source: higgs\n  select: [PRI_jet_num > 1]",
        "card.yaml:3: data.select: found a list of 1 value, expected a condition such as PRI_tau_pt > 25, or a mapping of names to conditions")]
    [InlineData("source: higgs", "source: higgs\n  files: {z: {path: z.csv, label: 0}}",
        "card.yaml:2: data.source: found a source beside data.files, expected one of them; the files of one process are set by --set data.files.NAME.path=FILE")]
    [InlineData("source: higgs", "files: z.csv", "card.yaml:2: data.files: found \"z.csv\", expected processes with their files, such as ztautau: {path: ztautau.csv, label: background}")]
    [InlineData("source: higgs", "files: {}", "card.yaml:2: data.files: found 0 processes, expected 1 to 1000")]
    [InlineData("source: higgs", "files: {z: z.csv}", "card.yaml:2: data.files.z: found \"z.csv\", expected a mapping with the keys path, label, weight, scale, yield")]
    [InlineData("source: higgs", "files: {z: {label: s}}", "card.yaml:2: data.files.z.path: missing, expected a file (.csv, .csv.gz, .h5, .npz), with * and ? for several, or a list of them")]
    [InlineData("source: higgs", "files: {z: {path: z.csv, label: 2}}", "card.yaml:2: data.files.z.label: found \"2\", expected signal or background, or 1 or 0, or s or b as in data.label")]
    [InlineData("source: higgs", "files: {z: {path: z.csv, weight: 2}}",
        "card.yaml:2: data.files.z.weight: found 2, expected the name of the column of weights, or 1; a factor goes into scale")]
    [InlineData("source: higgs", "files: {z: {path: z.csv, scale: 0}}", "card.yaml:2: data.files.z.scale: found 0, expected a number greater than 0")]
    [InlineData("source: higgs", "files: {z: {path: z.csv, scale: 2, yield: 3}}",
        "card.yaml:2: data.files.z.yield: found a yield beside a scale, expected one of them: both set the sum of the weights")]
    [InlineData("source: higgs", "process: Kind\n  files: {z: {path: z.csv}}",
        "card.yaml:2: data.process: found the column Kind beside data.files, expected none: the processes are the keys of data.files")]
    [InlineData("  source: higgs", "  files: {z: {path: z.csv, weight: PRI_jet_num}}",
        "card.yaml:2: data.files: found the column PRI_jet_num, which is also a feature, expected a column that is no input of the network")]
    [InlineData("  label: {column: Label, signal: s, background: b}", "  label: {signal: s, background: b}", "card.yaml:4: data.label.column: missing, expected the name of the label's column")]
    [InlineData("  weight: Weight", "  derived: {m: log(DER_mass_MMC}\n  weight: Weight",
        "card.yaml:5: data.derived.m: column 17: found the end, expected an operator, ',' or ')'\n  log(DER_mass_MMC\n                  ^")]
    [InlineData("  weight: Weight", "  derived: {m: {formula: 2 * DER_mas_MMC, unit: GeV}}\n  weight: Weight",
        "card.yaml:5: data.derived.m: column 5: found the unknown column 'DER_mas_MMC'; did you mean 'DER_mass_MMC'?\n  2 * DER_mas_MMC\n      ^")]
    [InlineData("  weight: Weight", "  derived: {m: PRI_jet_num > 1}\n  weight: Weight",
        "card.yaml:5: data.derived.m: column 1: found a truth, expected a number; if(truth, 1, 0) makes one of it\n  PRI_jet_num > 1\n  ^")]
    [InlineData("  weight: Weight", "  derived: {PRI_jet_num: 2 * DER_mass_MMC}\n  weight: Weight",
        "card.yaml:5: data.derived: found the column PRI_jet_num, which is also a feature, expected another name")]
    [InlineData("  weight: Weight", "  preprocessing: [standardise]\n  weight: Weight",
        "card.yaml:5: data.preprocessing[0]: found \"standardise\", expected one of standardize, robust, log, rotate_phi, reflect_eta, indicate_missing, one_hot; did you mean standardize?")]
    [InlineData("  weight: Weight", "  preprocessing: standardize\n  weight: Weight",
        "card.yaml:5: data.preprocessing: found \"standardize\", expected a list of 0 to 100 values, each one of standardize, robust, log, rotate_phi, reflect_eta, indicate_missing, one_hot")]
    [InlineData("  weight: Weight", "  preprocessing: [log: [DER_mass_MC]]\n  weight: Weight",
        "card.yaml:5: data.preprocessing[0].log: found the column 'DER_mass_MC', which is not there at this step; did you mean 'DER_mass_MMC'?")]
    [InlineData("  weight: Weight", "  preprocessing: [standardize, log]\n  weight: Weight",
        "card.yaml:5: data.preprocessing[1].log: found nothing, expected a list of 1 to 100000 values, each text")]
    [InlineData("  weight: Weight", "  preprocessing: [rotate_phi: {columns: [PRI_jet_num]}]\n  weight: Weight",
        "card.yaml:5: data.preprocessing[0].rotate_phi.to: missing, expected the column of the reference")]
    [InlineData("  weight: Weight", "  preprocessing: [one_hot: {PRI_jet_num: [0, x]}]\n  weight: Weight",
        "card.yaml:5: data.preprocessing[0].one_hot.PRI_jet_num[1]: found \"x\", expected a whole number from -1000000 to 1000000")]
    [InlineData("  weight: Weight", "  preprocessing: [indicate_missing: [DER_mass_MMC]]\n  weight: Weight",
        "card.yaml:5: data.preprocessing: indicate_missing: found the column DER_mass_MMC, which is never missing without data.missing (the number that stands for a missing value)")]
    [InlineData("name: mlp", "name: mpl", "card.yaml:9: model.name: found \"mpl\", expected one of mlp, cnn; did you mean mlp?")]
    [InlineData("hidden: [8]", "hidden: 8", "card.yaml:10: model.hidden: found 8, expected a list of 0 to 64 values, each a whole number from 1 to 65536")]
    [InlineData("hidden: [8]", "hidden: [8, -1]", "card.yaml:10: model.hidden[1]: found -1, expected a whole number from 1 to 65536")]
    [InlineData("source: higgs", "source: higs",
        "card.yaml:2: data.source: found \"higs\", expected a simulation (higgs, resonance, gaussian, jet_images, dijets, occupancy_maps, flavour_jets) or a file (.csv, .csv.gz, .h5, .npz); did you mean higgs?")]
    [InlineData("source: higgs", "source: events",
        "card.yaml:2: data.source: found \"events\", expected a simulation (higgs, resonance, gaussian, jet_images, dijets, occupancy_maps, flavour_jets) or a file (.csv, .csv.gz, .h5, .npz); a file in the card's folder is written ./events")]
    [InlineData("weight: Weight", "weight: PRI_jet_num",
        "card.yaml:5: data.weight: found the column PRI_jet_num, which is also a feature, expected a column that is no input of the network")]
    [InlineData("{DER_mass_MMC: GeV, PRI_jet_num: 1}", "{DER_mass_MMC: GeV, PRI_jet_num: }",
        "card.yaml:3: data.features.PRI_jet_num: found nothing, expected a unit such as GeV, mm or rad, or 1 for none")]
    [InlineData("{DER_mass_MMC: GeV, PRI_jet_num: 1}", "[DER_mass_MMC, PRI_jet_num]",
        "card.yaml:3: data.features: found a list of 2 values, expected columns with their units, such as DER_mass_MMC: GeV")]
    [InlineData("{DER_mass_MMC: GeV, PRI_jet_num: 1}", "{}", "card.yaml:3: data.features: found 0 features, expected 1 to 100000")]
    [InlineData("signal: s", "signal: b", "card.yaml:4: data.label.background: found \"b\", the same as for signal, expected another value")]
    [InlineData("event_id: EventId", "missing: -999",
        "card.yaml:1: data.event_id: missing, expected the name of the column of event numbers (a split by hash needs it)")]
    [InlineData("{by: hash}", "{by: hash, train: 0.7}",
        "card.yaml:7: data.split.train: found train + validation + test = 1.1, expected fractions that add up to 1")]
    [InlineData("{by: hash}", "{by: column, column: KaggleSet, train: [t], validation: [b], test: [v, t]}",
        "card.yaml:7: data.split.test: found the value \"t\" twice in train, validation, test and ignore, expected it once")]
    [InlineData("{by: hash}", "{by: column, column: KaggleSet, train: [t], validation: {of_train: 1}, test: [v]}",
        "card.yaml:7: data.split.validation.of_train: found 1, expected a number between 0 and 1, neither included")]
    [InlineData("{by: hash}", "{by: column, column: KaggleSet, train: [t], validation: {fraction: 0.2}, test: [v]}",
        "2 problems in the run card card.yaml:\n  card.yaml:7: data.split.validation.fraction: found an unknown key, expected of_train, salt\n"
        + "  card.yaml:7: data.split.validation.of_train: missing, expected a number between 0 and 1, neither included")]
    [InlineData("optimizer: adam", "optimizer: adam\nevaluation:\n  expected_yields: {signal: 0, background: 1}",
        "card.yaml:15: evaluation.expected_yields.signal: found 0, expected a number greater than 0")]
    [InlineData("optimizer: adam", "optimizer: adam\nevaluation:\n  bootstrap_replicas: 3",
        "card.yaml:15: evaluation.bootstrap_replicas: found 3, expected none, or a whole number from 20 to 10000")]
    [InlineData("optimizer: adam", "optimizer: adam\nevaluation:\n  challenge: {set: KaggleSet, weight: KaggleWeight, public: b, private: v}",
        "card.yaml:15: evaluation.challenge: found a data.split that does not test on all of the leaderboards, expected by: column, column: KaggleSet, with b and v in test")]
    [InlineData("optimizer: adam", "batch_size: 1\n  class_balance: 3\nevaluation: {score_bins: 1}",
        "2 problems in the run card card.yaml:\n  card.yaml:14: training.class_balance: found 3, expected true or false\n"
        + "  card.yaml:15: evaluation.score_bins: found 1, expected a whole number from 2 to 10000")]
    [InlineData("hidden: [8]\ntraining:\n  epochs: 3\n  optimizer: adam", "hidden: [8]\n  normalization: batch\ntraining:\n  epochs: 3\n  batch_size: 1\n  seed: -1",
        "2 problems in the run card card.yaml:\n  card.yaml:14: training.batch_size: found 1, expected 2 or more with model.normalization: batch (one event has no spread)\n"
        + "  card.yaml:15: training.seed: found -1, expected a whole number, 0 or more")]
    [InlineData("{by: hash}", "{by: random}", "card.yaml:7: data.split.by: found \"random\", expected one of hash, fraction, column")]
    [InlineData("epochs: 3", "epochs: 3\n  epochs: 4", "card.yaml:13: training.epochs: found the key twice (already on line 12), expected it once")]
    [InlineData("epochs: 3", "\tepochs: 3", "card.yaml:12:3: found a tab in the indentation, expected spaces (YAML does not allow tabs there)")]
    [InlineData("epochs: 3", "epochs: [3", "card.yaml:13:3: not YAML: syntax error before this place; is a [, { or quote not closed?")]
    [InlineData("epochs: 3", "epochs: &e 3", "card.yaml:12:11: not YAML: run cards have no anchors and aliases; remove &e")]
    [InlineData("epochs: 3", "epochs: *e", "card.yaml:12:11: not YAML: run cards have no anchors and aliases; write the value out in place of *e")]
    [InlineData("epochs: 3", "epochs: !!int 3", "card.yaml:12:11: not YAML: run cards have no tags; remove tag:yaml.org,2002:int")]
    [InlineData("optimizer: adam", "optimizer: adam\n---\nx: 1", "card.yaml:14:1: not YAML: a run card is one document, found the start of a second one")]
    public void One_problem_is_one_line(string right, string wrong, string message) =>
        Assert.Equal(message, MessageOf(Good.Replace(right, wrong, StringComparison.Ordinal)));

    [Fact]
    public void Several_problems_are_reported_together()
    {
        var card = Good
            .Replace("source: higgs", "source: higs", StringComparison.Ordinal)
            .Replace("hidden: [8]", "hiden: [8]\n  dropout: 1", StringComparison.Ordinal)
            .Replace("epochs: 3", "epochs: ten", StringComparison.Ordinal)
            + "\nexport: {tolerance: 1e-3}";
        Assert.Equal(
            """
            6 problems in the run card card.yaml:
              card.yaml:2: data.source: found "higs", expected a simulation (higgs, resonance, gaussian, jet_images, dijets, occupancy_maps, flavour_jets) or a file (.csv, .csv.gz, .h5, .npz); did you mean higgs?
              card.yaml:10: model.hiden: found an unknown key, expected name, hidden, activation, dropout, normalization, conditioning, film_units, from, replace_head, freeze; did you mean model.hidden?
              card.yaml:11: model.dropout: found 1, expected a number from 0 up to but not including 1
              card.yaml:13: training.epochs: found "ten", expected a whole number from 1 to 1000000
              card.yaml:15: export.tolerance: found 1e-3, expected a number greater than 0 and at most 5e-06
              --set training.seed=-1: training.seed: found -1, expected a whole number, 0 or more
            """,
            MessageOf(card, "training.seed=-1"));
    }

    [Fact]
    public void Absolute_weights_do_not_go_with_files_by_process() => Assert.Equal(
        "--set evaluation.systematics={pdf: {weight_up: w}, lumi: {scale_up: 1.02, process: z}}: evaluation.systematics.pdf: found other weights or files with data.files, "
        + "whose weights may be scaled process by process, expected factors (scale_up) or shifted columns",
        MessageOf(Good.Replace("source: higgs", "files: {h: {path: h.csv, label: signal}, z: {path: z.csv, label: background}}", StringComparison.Ordinal), "evaluation.systematics={pdf: {weight_up: w}, lumi: {scale_up: 1.02, process: z}}"));

    [Fact]
    public void Missing_sections_are_named() => Assert.Equal(
        """
        2 problems in the run card card.yaml:
          card.yaml:1: data: missing, expected a section
          card.yaml:1: training: missing, expected a section
        """,
        MessageOf("model: {name: mlp}"));

    [Theory]
    [InlineData("training.epochs=ten", "--set training.epochs=ten: training.epochs: found \"ten\", expected a whole number from 1 to 1000000")]
    [InlineData("training.epoch=2",
        "--set training.epoch=2: training.epoch: found an unknown key, expected epochs, batch_size, loss, optimizer, learning_rate, head_learning_rate, schedule, warmup, gradient_clip, "
        + "gradient_clip_value, penalty, averaging, curriculum, early_stopping, class_balance, augmentation, calibration, checkpoint, threads, device, tensorboard, seed; did you mean training.epochs?")]
    [InlineData("training.bach_size=2",
        "--set training.bach_size=2: training.bach_size: found an unknown key, expected epochs, batch_size, loss, optimizer, learning_rate, head_learning_rate, schedule, warmup, gradient_clip, "
        + "gradient_clip_value, penalty, averaging, curriculum, early_stopping, class_balance, augmentation, calibration, checkpoint, threads, device, tensorboard, seed; did you mean training.batch_size?")]
    [InlineData("modl.hidden=[3]", "--set modl.hidden=[3]: modl: found an unknown key, expected data, model, training, evaluation, export, study; did you mean model?")]
    [InlineData("training.epochs", "--set training.epochs: expected SECTION.KEY=VALUE, such as --set training.epochs=3")]
    [InlineData("=3", "--set =3: expected SECTION.KEY=VALUE, such as --set training.epochs=3")]
    [InlineData("training.epochs=", "--set training.epochs=: training.epochs: found no value after the '=', expected one")]
    [InlineData("model.hidden=[3", "--set model.hidden=[3: model.hidden: the value is not YAML: while parsing a flow sequence, did not find expected ',' or ']'")]
    [InlineData("model.hidden.0=3", "--set model.hidden.0=3: model.hidden: found a list, expected a mapping (a list is set whole: --set model.hidden=[...])")]
    [InlineData("training.epochs.x=3",
        "--set training.epochs.x=3: training.epochs: found a mapping with the keys name, x, expected a whole number from 1 to 1000000")]
    public void A_wrong_override_names_the_option(string assignment, string message) => Assert.Equal(message, MessageOf(Good, assignment));

    private static string MessageOf(string card, params CardOverride[] overrides) =>
        Assert.Throws<InvalidDataException>(() => RunCard.FromSource(card, "card.yaml", overrides)).Message;
}
