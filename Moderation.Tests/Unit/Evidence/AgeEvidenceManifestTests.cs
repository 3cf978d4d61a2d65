using System.Text;
using Moderation.Core.Evidence;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evidence;

public sealed class AgeEvidenceManifestTests
{
    [Fact]
    public void Shipped_manifest_names_its_model_its_data_and_its_assumptions()
    {
        var manifest = AgeEvidenceSamples.Shipped;
        Assert.Equal("faceres-deep", manifest.Model);
        Assert.All(manifest.Data.Concat(manifest.ModelFiles), file => Assert.Equal(64, file.Sha256.Length));
        Assert.Equal(2, manifest.Data.Count);
        Assert.InRange(manifest.PersonBiasYears, 4.5, 6.5);
        Assert.InRange(manifest.FrameNoiseYears, 1.5, 3);
        Assert.Equal(0.05, AgePrior.From(manifest.Prior).Under18, 4);
        Assert.True(File.Exists(Path.Combine(AgeEvidenceSamples.ShippedFolder, "card.md")));
    }

    [Fact]
    public void Manifest_reads_back_what_it_writes()
    {
        var text = AgeEvidenceSamples.Shipped.ToJson();
        var again = AgeEvidenceManifest.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(text, again.ToJson());
        Assert.Equal(AgeEvidenceSamples.Shipped.Hash, again.Hash);
        Assert.Equal(16, again.Hash.Length);
    }

    [Theory]
    [InlineData("\"personBiasYears\": 5,", "\"personBiasYears\": 5, \"personBiasYaers\": 5,", "personBiasYaers")]
    [InlineData("\"personBiasYears\": 5,", "", "personBiasYears")]
    [InlineData("\"personBiasYears\": 5,", "\"personBiasYears\": 0,", "personBiasYears")]
    [InlineData("\"correlationSeconds\": 15,", "\"correlationSeconds\": -1,", "correlationSeconds")]
    [InlineData("\"neededClearFaces\": 3,", "\"neededClearFaces\": 0,", "neededClearFaces")]
    [InlineData("\"v\": 1,", "\"v\": 2,", "version 2")]
    [InlineData("\"readYears\": 24", "\"readYears\": 9", "readYears must not fall")]
    [InlineData("\"trueYears\": 20,", "\"trueYears\": 10,", "trueYears must rise")]
    [InlineData("\"weight\": 4", "\"weight\": -4", "negative")]
    [InlineData("\"weight\": 3", "\"weight\": 3, \"x\": 1", "x")]
    public void Broken_manifest_is_refused_by_the_name_of_the_fault(string good, string bad, string named)
    {
        var text = AgeEvidenceSamples.Round.ToJson();
        Assert.Contains(good, text, StringComparison.Ordinal);
        var broken = text.Replace(good, bad, StringComparison.Ordinal);
        var fault = Assert.Throws<FormatException>(() => AgeEvidenceManifest.Parse(Encoding.UTF8.GetBytes(broken)));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"v\":1}")]
    public void What_is_no_manifest_is_refused(string text) =>
        Assert.Throws<FormatException>(() => AgeEvidenceManifest.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Prior_file_is_normalised_and_its_faults_name_the_line()
    {
        var prior = AgePrior.ParseCsv("age,weight\r\n30,3\n15,1\n\n16,0\n");
        Assert.Equal([new AgeWeight(15, 0.25), new AgeWeight(30, 0.75)], prior.Weights);
        Assert.Equal(0.25, prior.Under18);
        Assert.Contains("line 3", Assert.Throws<FormatException>(() => AgePrior.ParseCsv("age,weight\n15,1\n30;3")).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => AgePrior.ParseCsv("years,weight\n15,1\n30,3"));
        Assert.Throws<FormatException>(() => AgePrior.ParseCsv("age,weight\n15,1\n15,3\n30,1"));
        Assert.Throws<FormatException>(() => AgePrior.ParseCsv("age,weight\n30,3\n40,1"));
        Assert.Throws<FormatException>(() => AgePrior.ParseCsv("age,weight\n15,1\n130,1\n30,1"));
    }
}
