/** A comparison's folder in, one HTML file out: pictures, tables and charts inlined, no scripts, nothing fetched. */
package ganvas.report;
