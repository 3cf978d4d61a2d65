using System.CommandLine;
using System.Globalization;
using Moderation.Training.Text.Calibration;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Export;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text;

/// <summary><c>text train</c>: makes the text model.</summary>
internal static class TextCommand
{
    public static Command Create()
    {
        var written = new Option<DirectoryInfo>("--written") { Description = "Folder of the lines written for this project.", DefaultValueFactory = _ => new DirectoryInfo("training-data") };
        var publicSets = new Option<DirectoryInfo?>("--public") { Description = "Folder of licensed public sets, *.jsonl.gz." };
        var options = new TrainingOptions();
        var bits = new Option<int>("--bits") { DefaultValueFactory = _ => options.Bits };
        var dimension = new Option<int>("--dimension") { DefaultValueFactory = _ => options.Dimension };
        var epochs = new Option<int>("--epochs") { DefaultValueFactory = _ => options.Epochs };
        var rate = new Option<float>("--rate") { DefaultValueFactory = _ => options.TableRate };
        var dense = new Option<float>("--dense-rate") { DefaultValueFactory = _ => options.DenseRate };
        var french = new Option<float>("--french") { DefaultValueFactory = _ => options.FrenchWeight };
        var weight = new Option<float>("--weight") { DefaultValueFactory = _ => options.WrittenWeight };
        var folder = new Option<DirectoryInfo?>("--out");
        var dropout = new Option<double>("--dropout") { DefaultValueFactory = _ => options.FeatureDropout };
        var train = new Command("train", "Trains.") { written, publicSets, bits, dimension, epochs, rate, dense, french, weight, dropout, folder };
        train.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var corpus = TextCorpus.Read(parsed.GetRequiredValue(written).FullName, parsed.GetValue(publicSets)?.FullName);
            output.WriteLine($"{corpus.Train.Count} lines to learn from, {corpus.Dev.Count} to judge by");
            var chosen = options with
            {
                Bits = parsed.GetValue(bits), Dimension = parsed.GetValue(dimension), Epochs = parsed.GetValue(epochs), TableRate = parsed.GetValue(rate),
                DenseRate = parsed.GetValue(dense), FrenchWeight = parsed.GetValue(french), WrittenWeight = parsed.GetValue(weight), FeatureDropout = parsed.GetValue(dropout),
            };
            var trainer = new BagTrainer(chosen);
            var model = trainer.Train(corpus.Weighted(chosen), (epoch, loss) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}: loss {loss:0.0000}")));
            var dev = ModelAnswers.Of(model, corpus.Dev);
            DevReport.Write(dev, output);
            if (parsed.GetValue(folder) is not { } target)
                return;
            var calibration = PlattFit.Fit(dev, chosen.Seed);
            var points = OperatingPoints.Choose(dev, calibration, 0.008);
            TextModelFile.Write(target, model, calibration, TextModelFile.Spec(chosen, points, []));
        });
        return new Command("text", "The text models.") { train, Grammar.GrammarCommand.Create() };
    }
}
