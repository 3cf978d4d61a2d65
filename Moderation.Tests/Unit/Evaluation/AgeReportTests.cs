using Moderation.Cli.Evaluation;
using Moderation.Models.Faces;

namespace Moderation.Tests.Unit.Evaluation;

public sealed class AgeReportTests
{
    [Fact]
    public void Columns_are_found_by_name_and_quoted_commas_stay_inside()
    {
        var pictures = AgeLabels.FromCsv("/faces", ["country,Age,path", "\"Congo, DR\",31.5,a.jpg", "", "Chad,4,b/c.png"]);
        Assert.Equal([new LabelledPicture("/faces/a.jpg", 31.5), new LabelledPicture("/faces/b/c.png", 4)], pictures);
    }

    [Theory]
    [InlineData("path,years", "a.jpg,5")]
    [InlineData("path,age", "a.jpg,old")]
    [InlineData("path,age", "a.jpg,-1")]
    [InlineData("path,age", "a.jpg,131")]
    [InlineData("path,age", "a.jpg")]
    public void Labels_that_cannot_be_used_are_an_error_and_not_a_guess(string header, string line) =>
        Assert.Throws<FormatException>(() => AgeLabels.FromCsv("/faces", [header, line]));

    [Fact]
    public void Names_that_begin_with_an_age_are_labels_and_others_are_passed_over()
    {
        var folder = Directory.CreateTempSubdirectory("age-labels");
        try
        {
            foreach (var name in new[] { "23_1_0.jpg", "7_x.PNG", "photo_23.jpg", "30.jpg", "41_notes.txt" })
                File.WriteAllBytes(Path.Combine(folder.FullName, name), []);
            Assert.Equal([23, 7], AgeLabels.FromFileNames(folder.FullName).Select(p => p.AgeYears));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Errors_are_by_band_of_the_label_and_what_was_not_read_is_only_counted()
    {
        var report = AgeReport.Of(
            [
                Read(16, 20), Read(17, 15), Read(19, 17), Read(24, 24), Read(50, 40),
                new AgeMeasurement(14, AgeFate.NoFace, 0, FaceFaults.None, 0, default),
                new AgeMeasurement(14, AgeFate.Undecodable, 0, FaceFaults.None, 0, default),
            ], []);
        Assert.Equal((7, 1, 1, 5), (report.Images, report.FacesNotFound, report.Undecodable, report.FacesRead));
        Assert.Equal(new AgeBand("16-17", 2, 3, 1), report.Bands.Single(b => b.Band == "16-17"));
        Assert.Equal(new AgeBand("13-15", 0, null, null), report.Bands.Single(b => b.Band == "13-15"));
        Assert.Equal(18 / 5.0, report.Bands.Single(b => b.Band == "all").MeanAbsoluteError!.Value, 10);
        Assert.Equal(1 / 3.0, report.AdultsReadUnder18!.Value, 10);

        // of the pairs 16-17 (read 20, 15) against 18-25 (read 17, 24), three of four are in order
        Assert.Equal(0.75, report.AucMinors13To17Against18To25);
        Assert.Equal(0.5, report.Minors13To17Found[0].AtOnePercent);
    }

    [Fact]
    public void Without_minors_nothing_is_claimed_about_them()
    {
        var report = AgeReport.Of([Read(30, 28)], []);
        Assert.Null(report.AucUnder18);
        Assert.Null(report.Minors13To17Found[1].AtFivePercent);
        var text = new StringWriter();
        AgeReportText.Write(report, text);
        Assert.Matches("AUC under 18 +-", text.ToString());
    }

    private static AgeMeasurement Read(double label, double read) => new(label, AgeFate.Read, read, FaceFaults.None, 1, default);
}
