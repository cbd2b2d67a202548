package ganvas.lab;

import java.util.Map;

/** Who is told how far the work has come. Calls come from one thread. */
public interface LabProgress {
    /** Tells nobody. */
    LabProgress SILENT = new LabProgress() {
        @Override
        public void begin(String what, long total) {}
        @Override
        public void at(long images, double imagesPerSecond) {}
        @Override
        public void losses(Map<String, Double> means) {}
        @Override
        public void end() {}
        @Override
        public void say(String sentence) {}
    };

    /** A stretch of work begins. @param total in images, or 0 if it is not counted */
    void begin(String what, long total);

    /** How far it is. @param images of the total */
    void at(long images, double imagesPerSecond);

    /** Means of the losses since the last time. */
    void losses(Map<String, Double> means);

    /** The stretch is over. */
    void end();

    /** A sentence worth a line. */
    void say(String sentence);
}
