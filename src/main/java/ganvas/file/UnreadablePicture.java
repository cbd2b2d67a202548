package ganvas.file;

/** A picture file that cannot be read. The message says why. */
public final class UnreadablePicture extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadablePicture(String why) {
        super(why);
    }

    /** What a picture library threw, in its own words where these help the user. */
    static UnreadablePicture of(Exception e) {
        String said = e.getMessage();
        return new UnreadablePicture(
                said == null || said.matches("(?s).*(Exception|\\.java|Raster|null).*") ? "it is damaged" : said);
    }

    static UnreadablePicture cutShort() {
        return new UnreadablePicture("it is cut short");
    }
}
